package article

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// tracking are query parameters that tell where a reader came from, not what is read.
var tracking = []string{"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "igsh", "mc_cid", "mc_eid",
	"_ga", "_gl", "ref_src", "ref_url", "cmpid", "ocid", "ito", "ncid", "smid", "sr_share", "taid", "__twitter_impression", "guccounter",
	"guce_referrer", "guce_referrer_sig", "spm", "wt_mc", "at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "xtor", "feature_share"}

// isURL reports whether s is one web address and nothing else.
func isURL(s string) bool {
	low := strings.ToLower(s[:min(len(s), 8)])
	return (strings.HasPrefix(low, "http://") || strings.HasPrefix(low, "https://")) && !strings.ContainsAny(s, " \t\n<>\"") && len(s) > 10
}

// canonical returns an address as articles are told apart by: scheme and host in
// lower case, no default port, no user, no fragment, no tracking parameters.
func canonical(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "//") {
		s = "https:" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || len(s) > 4096 {
		return "", false
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	u.Host = strings.ToLower(u.Host)
	if p := u.Port(); p == "80" && u.Scheme == "http" || p == "443" && u.Scheme == "https" {
		u.Host = strings.TrimSuffix(u.Host, ":"+p)
	}
	u.Host = strings.TrimSuffix(u.Host, ".")
	if u.Host == "" {
		return "", false
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	var kept []string
	for _, p := range strings.Split(u.RawQuery, "&") {
		name, _, _ := strings.Cut(p, "=")
		name = strings.ToLower(name)
		if p != "" && !strings.HasPrefix(name, "utm_") && !slices.Contains(tracking, name) {
			kept = append(kept, p)
		}
	}
	u.RawQuery, u.ForceQuery = strings.Join(kept, "&"), false
	return u.String(), true
}

// domain returns the host of an address without "www.", "" where it has no name.
func domain(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") {
		return ""
	}
	return host
}

// setURL takes the first good address.
func (m *meta) setURL(s string) {
	if m.url != "" || strings.TrimSpace(s) == "" {
		return
	}
	if u, ok := canonical(s); ok {
		m.url = u
	} else {
		m.badURL = s
	}
}
