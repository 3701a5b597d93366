package language

import "strings"

// codes are the languages in Latin script that Detect knows; the bits of
// functionWords are in this order.
var codes = [...]string{"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "pl", "cs", "fi", "hu", "tr", "ro", "id", "vi", "hr", "ca"}

// lists are frequent function words; those that two languages share count for both.
var lists = [len(codes)]string{
	"the of and to in that is was for it with as his on be at by had not are but from or have an they which one you were all her she there would their we him been has when who will no more if out so said what up its about than into them can only other time new some could these two may first then do any like my now over such our man me even most made after also did many off before must well back through years where much your way down should because each just those people how too little us state good very make world still see own men work long here get both between life being under three never know same last another while since might great year come against go came right used take says",
	"der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei hatte kann gegen vom können schon wenn habe seine mark ihre dann unter wir soll ich eines jahr zwei diese dieser wieder keine seiner worden uns will zwischen immer was sagte gibt alle diesem seit muss wurden beim doch jetzt waren drei neue mit damit da ab",
	"de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ou son cette mais comme on tout nous sa aux été fait ses elle deux même ces leur ont être bien sans peut tous après ainsi entre très si était avant dont encore ans depuis contre aussi faire où leurs lui selon moins dit autres sous elles alors vers l d qu n s c j",
	"de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora cada vida otro después te otros aunque esa eso hace otra gobierno tan durante siempre día tanto ella tres sí dijo sido gran país según menos",
	"di e il la che in a per un del è non una i le con si da al dei come sono della più ha alla delle nel dal anche lo ma gli ad su se o degli essere questo ai due o nella ed dalla ci tra stato suo sua cui hanno era loro quando fatto dopo prima anni sulla ancora questa solo agli così molto ora contro perché tutti già dello quello senza poi sul parte perchè aveva sarà dove fra può alcuni stata detto",
	"de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas havia seja qual será nós tenho lhe deles essas esses pelas este fosse dele disse são sobre ainda",
	"de het een en van in is dat op te zijn met voor niet die aan er om ook als bij maar dan door over uit nog naar heeft tot ze wordt hebben was worden al meer kan deze zou geen wel werd dit men hij zich moet of je ik hun onder waar had kunnen na tegen moeten zal zijn jaar veel twee nu zo wat haar we der ons zei toen alleen andere eerste tussen zonder",
	"och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när man år under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla andra mycket än här då sedan över bara in blir upp även vad få två vill ha många hur mer går sverige detta nya procent skall hon säger dem blev ta inom sade",
	"og i at det er en til af på for der den med de som ikke han har om et var jeg sig men fra vi så kan når man år efter også eller nu sin hvor ved mod skal skulle kommer ud får være havde alle andre meget end her da siden over blev op hvad to vil mange hvordan mere dette nye hun siger dem blive ville været kunne uden hvis",
	"og i å det er en til av på for som den med de ikke han har om et var jeg seg men fra vi så kan når man år etter også eller nå sin hvor ved mot skal skulle kommer ut får være hadde alle andre mye enn her da siden over ble opp hva to vil mange hvordan mer dette nye hun sier dem bli ville vært kunne uten hvis sa",
	"w i z na do się że nie jest o od za to a po przez jak dla przy ale tym oraz tak co czy by już są był ich jego tylko które który która także może roku lat będzie było ze jej być można tego jako przed pod bez między nad bardzo również kiedy gdy jeszcze może ten ta tej tych były została powiedział",
	"a v se na je že s z do o to i za k ve pro jako po by si podle ale od co který jsou které jeho však která bude byl u při už jen tak být má jak také až mezi před která roku není bylo své může kteří než ze když nebo jsem pod proti byla své řekl ještě tím bez",
	"ja on ei että se oli hän ovat myös joka mutta kun sen sekä ole kuin jo niin mukaan tai jos vain ollut hänen vuonna siitä jotka ovat joita ne tämä mitä vielä olisi voi nyt kanssa jälkeen ennen noin näin koska sanoi kuitenkin mukaan ennen välillä kaikki siis tässä",
	"a az és hogy nem is egy ez meg csak volt de ha azt már van ki el még mint vagy után lesz volna kell ezt akkor minden olyan pedig ezek aki ami ezért amely között nagy lehet mert meg szerint két alatt nélkül mondta azonban ennek illetve első",
	"ve bir bu da de için ile olarak çok en daha olan gibi kadar ama ne var sonra o ki her olduğunu değil mi ise ya göre şey yok iki kendi diye veya ancak bin ilk büyük oldu içinde arasında olduğu önce dedi hem tarafından karşı bunu zaman olması etti eden",
	"de în și a la cu pe din care pentru că nu este un o mai ce al sunt au fost prin sau dar după fi lui se le cum ca ale acest această lor între dintre sa său fără către până când doar foarte toate fiind cele cel cei despre a spus asupra iar ar",
	"yang dan di dari untuk dengan ini itu pada dalam tidak akan adalah oleh juga ke karena telah sebagai tersebut dapat mereka lebih bisa ada kata saat sudah atau harus tahun menjadi seperti antara namun masih hanya setelah bahwa ia dia kami kita para banyak sebuah hari orang",
	"và của là các trong được có cho một những với không người này đã để khi đến từ về theo ông năm tại cũng như vào nhiều trên sự sẽ ra nước còn hơn phải hai họ đó nhưng làm sau bị đang thì việc anh nhà lại rất chỉ do",
	"i u je se na da su za od o s a kao koji što ne bi iz koje će do po ili samo te nije koja biti ali sve još bio prema već također nakon kako između bila ima prije kada godine zbog bez više sa može ako ovo njegov rekao te",
	"de la i el que a en les els del per un una amb és no al es dels va com més o ha són ser però també seva seu pel aquest aquesta entre fins han era molt sobre quan tot després dues anys sense hi ho ja on qui perquè si ens dir",
}

// functionWords maps a word to the set of languages, as bits, that use it.
var functionWords = func() map[string]uint32 {
	m := map[string]uint32{}
	for k, list := range lists {
		for _, w := range strings.Fields(list) {
			m[w] |= 1 << k
		}
	}
	return m
}()
