package language

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDetect(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"English", "The minister said on Friday that the talks had failed and that nobody was to blame.", "en"},
		{"English headline", "Minister blames rival for collapse of talks", ""},
		{"names", "Anna Berg, Carl Lund, Petra Novak", ""},
		{"empty", "", ""},
		{"marks", "... --- 123", ""},
		{"English with foreign words", "The newspaper Die Zeit said that the Bundestag would vote on the law, and that der Minister had not been told.", "en"},
		{"German", "Der Minister sagte am Freitag, dass die Gespräche gescheitert sind und niemand die Schuld daran hat.", "de"},
		{"French", "Le ministre a déclaré vendredi que les discussions ont échoué et que personne n'est responsable de cette situation.", "fr"},
		{"Spanish", "El ministro dijo el viernes que las conversaciones habían fracasado y que nadie tiene la culpa de lo que pasó.", "es"},
		{"Italian", "Il ministro ha detto venerdì che i colloqui sono falliti e che nessuno è responsabile della situazione.", "it"},
		{"Portuguese", "O ministro disse na sexta-feira que as conversas não foram bem e que ele não tem culpa do que se passou.", "pt"},
		{"Dutch", "De minister zei vrijdag dat het overleg is mislukt en dat niemand er iets aan kan doen.", "nl"},
		{"Swedish", "Ministern sade på fredagen att samtalen har misslyckats och att det inte är någons fel.", "sv"},
		{"Polish", "Minister powiedział w piątek, że rozmowy się nie powiodły i że nikt nie jest za to winny.", "pl"},
		{"Finnish", "Ministeri sanoi perjantaina, että neuvottelut ovat epäonnistuneet ja että se ei ole hänen vikansa.", "fi"},
		{"Turkish", "Bakan cuma günü görüşmelerin başarısız olduğunu ve bunun için bir suçlu aramak gibi bir niyeti olmadığını, ancak çok üzgün olduğunu söyledi, bu da ilk.", "tr"},
		{"Russian", "Министр сказал в пятницу, что переговоры провалились.", "ru"},
		{"Ukrainian", "Міністр сказав у п'ятницю, що переговори зірвалися.", "uk"},
		{"Greek", "Ο υπουργός είπε την Παρασκευή ότι οι συνομιλίες απέτυχαν.", "el"},
		{"Arabic", "قال الوزير يوم الجمعة إن المحادثات فشلت", "ar"},
		{"Chinese", "部长星期五说，谈判失败了。", "zh"},
		{"Japanese", "大臣は金曜日に、協議が失敗したと述べた。", "ja"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Detect(c.text); got != c.want {
				t.Errorf("Detect(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestDetectLongText(t *testing.T) {
	text := strings.Repeat("The minister said “no” and left the room. ", 100_000)
	if got := Detect(text); got != "en" {
		t.Errorf("Detect = %q, want en", got)
	}
	if got := cut(strings.Repeat("é", sample)); !utf8.ValidString(got) || len(got) > sample {
		t.Errorf("cut leaves %d bytes, valid: %v", len(got), utf8.ValidString(got))
	}
}
