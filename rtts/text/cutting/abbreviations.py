"""What has to be known of a language to tell its full stops apart: words, and nothing else.

An abbreviation is written here in lower case, without its last stop and without spaces: "z. B."
is `z.b`. It stands in one of four lists, by what may come behind its stop:

- `never` ends a sentence: a title before a name, "for example";
- `final` ends one wherever a capital follows: "etc.", "p.m.";
- `maybe` ends one only where the next word is of those that open sentences: "Inc.", "St.";
- `numeric` is an ordinary word unless a number follows: "no.", "art.", "fig.".

Words of no list are judged by their shape (see `stops`), and a lower-case letter or a digit
behind any abbreviation goes on with its sentence.
"""

from typing import NamedTuple

from rtts.text.wordlists import word_set

__all__ = ["TABLES", "Tables"]


class Tables(NamedTuple):
    """The words of one language. All but `starters` in lower case."""

    never: frozenset[str] = frozenset()
    """Abbreviations that no sentence ends with."""
    final: frozenset[str] = frozenset()
    """Abbreviations that end a sentence before a capital."""
    maybe: frozenset[str] = frozenset()
    """Abbreviations that end one before a word that opens sentences."""
    numeric: frozenset[str] = frozenset()
    """Words that are abbreviations before a number."""
    words: frozenset[str] = frozenset()
    """Words and units that only look like abbreviations."""
    starters: frozenset[str] = frozenset()
    """Words that are capitalised only where a sentence begins."""
    before_ordinals: frozenset[str] = frozenset()
    """Words behind which "3." is an ordinal. Empty where ordinals have no stop."""
    elides: bool = False
    """An apostrophe parts two words, as in "l'avv."."""


# Written without a stop, so that theirs is the sentence's.
_UNITS = word_set(
    "bps cd cl cm db dl dm dvd fps gb gbps ghz hp hz kb kbps kg kg/h khz km km/h kw kwh mb mbps mg"
    " mhz ml mm mph ms mw nm pc pdf ph rpm sms tb tv wh"
)
# Said or typed as words, though no vowel is in them.
_INTERJECTIONS = word_set(
    "brr brrr gg grr grrr hm hmm hmmm mh mhm mm mmm nth pff pfft pssst psst pst sh shh shhh tsk tss"
    " zzz"
)

_EN = Tables(
    never=word_set(
        "adj adm adv amb approx asst atty avg bldg brig c.f ca capt cf cmdr cmdt col comdr cpl"
        " dept dr e.g eg ens esp esq est excl fwd gen gov hon hr i.e ie incl insp lt m.d maj"
        " messrs mlle mme mr mrs ms msgr mt mx n.b nat nos orig pp pres prof pvt rev sen sens"
        " sgt sr supt tbsp tsp univ viz vs"
    ),
    final=word_set("a.d a.m b.c b.c.e c.e etc p.m"),
    maybe=word_set(
        "al apr aug ave b.a b.s b.sc blvd bros cal co corp ct d.c dec dist ext feb fl ft gal"
        " hwy inc jan jr jul jun lb lbs ln ltd m.a m.sc max mgr min misc mos mts nov oct oz ph.d"
        " plc rd rep reps sep sept sq st thu thur thurs tue tues u.k u.n u.s u.s.a yr yrs"
    ),
    numeric=word_set(
        "app apr art bk ch chap eq ex fig figs fri mar mon no op par pg pp pt pts sat sec"
        " sect sun tab tel ver vol vols wed"
    ),
    words=_UNITS
    | _INTERJECTIONS
    | word_set("brb btw cv gps hq lmk np nvm pls plz rly tbh thx ttyl ty wtf"),
    starters=word_set(
        "A After All Also Although Am An And Another Any Anyone Anyway Are As At Because Before"
        " Both But By Can Could Did Do Does Don't Each Even Every Everyone Everything Finally"
        " First For From Had Has Have He Her Here Hers His How However I If In Indeed Instead"
        " Is It Its Just Last Later Let Let's Many Maybe Meanwhile More Most My Never Next No"
        " Nobody None Nor Not Nothing Now Of Often On Once One Only Or Other Others Our Over"
        " Perhaps Please She Should Since So Some Someone Something Sometimes Soon Still Such"
        " Suddenly Take Thank Thanks That The Their Then There Therefore These They This Those"
        " Though Through Thus To Today Tomorrow Tonight Two Under Unfortunately Until Was We"
        " Well Were What When Where Whether Which While Who Whose Why With Without Would Yes"
        " Yesterday Yet You Your"
    ),
)

_DE = Tables(
    never=word_set(
        "abb abk abs abschn abt abzgl allg anm art.-nr aufl aug ausg bd bde bes betr bez bsp"
        " bspw bzgl bzw ca d.h d.i dez dgl dipl dipl.-ing doz dr ebd ebf ehem eigtl einschl"
        " engl entspr evtl exkl fa feb febr fr frl frz geb gegr gem ges gest gez ggf ggü griech"
        " hl hr hrn hrsg i.a i.d.r i.e ing inh inkl insb insbes insg jul jun-prof kap kath kgl"
        " lat lfd lt m.a.w m.e med mind nachm nov nr o.g okt phil priv.-doz prof rer resp s.o"
        " s.u sept sog spez st stellv tab tel u.u ugs urspr urt v.a verf verh vgl vorm vs wg"
        " z.b z.hd z.t z.zt zit zus zw zzgl ü.d.m"
    ),
    final=word_set("a.d etc mwst n.chr o.dgl o.ä u.a u.a.m u.v.a u.v.m u.ä usf ust usw v.chr"),
    maybe=word_set("apr co e.v ff jan jh jhdt jr max min mio mrd o.j pkt sek sen std str tsd"),
    numeric=word_set("art par pos ziff"),
    words=_UNITS | _INTERJECTIONS | word_set("lkw pkw ps"),
    starters=word_set(
        "Aber Ach Alle Allerdings Alles Als Also Am An Andere Auch Auf Außerdem Bei Beide Bis"
        " Bitte Da Dabei Dadurch Dafür Daher Damals Damit Danach Danke Dann Daran Darauf Darum"
        " Das Dass Dazu Dein Deine Dem Den Denn Dennoch Der Deshalb Die Dies Diese Diesen"
        " Dieser Dieses Doch Dort Du Durch Ein Eine Einen Einer Einige Er Erst Es Euer Für Ganz"
        " Genau Gestern Gibt Hast Hat Heute Hier Ich Ihr Ihre Im Immer In Ist Ja Jede Jeder"
        " Jedes Jedoch Jetzt Kann Kein Keine Keiner Können Leider Man Manche Mein Meine Mit"
        " Morgen Nach Natürlich Nein Nicht Nichts Niemand Noch Nun Nur Ob Oder Ohne Schließlich"
        " Schon Sehr Sein Seine Seit Seitdem Selbst Sie Sind So Sogar Somit Später Trotzdem Um"
        " Und Uns Unser Unter Viele Vielen Vielleicht Vom Von Vor War Waren Warum Was Weil"
        " Welche Wenn Wer Werden Wie Wieder Will Wir Wird Wo Während Zu Zuerst Zum Zur Zwar"
        " Zwei Über"
    ),
    before_ordinals=word_set(
        "ab als am an auf aus beim bis das dem den der des die dieser diesem diesen ein eine einem"
        " einen einer ihr ihre ihrem ihren ihrer im in ins jede jeden jeder jedes mein meine meinem"
        " meinen meiner mit nach oder sein seine seinem seinen seiner seit ums und unser unsere vom"
        " von vor zu zum zur zwischen"
    ),
)

_FR = Tables(
    never=word_set(
        "adj adr apr apt arr av avr bcp bld boul bât c-à-d c.-à-d cf chap dept dir dr drs déc"
        " dép fg fig fév févr gal gén hab ibid ill imm incl ing janv juil lt mgr mlle mlles mme"
        " mmes mr mrs ms n.b niv nov oct p.-ê p.ex pr qqch qqn qté r.-v rd rte réf s.a.r sgt st"
        " ste sté suiv suppl tab trad tél univ v.o vs zool"
    ),
    final=word_set("etc s.v.p"),
    maybe=word_set(
        "apr.j.-c av.j.-c bd cie co col env inc j.-c jr ltd m.a max min mm p.-s p.m prof s.a"
        " s.a.r.l u.e éd"
    ),
    numeric=word_set("al art ch ex no par pp sec sept tome vol"),
    words=_UNITS | _INTERJECTIONS,
    starters=word_set(
        "Actuellement Ah Ainsi Alors Après Au Aucun Aujourd'hui Aussi Autrefois Aux Avant Avec"
        " Beaucoup Bien C'est C'était Car Ce Ceci Cela Celle Celui Cependant Certains Ces Cet"
        " Cette Chaque Chez Comme Comment D'abord D'accord Dans De Demain Depuis Des Donc Du"
        " Dès Elle Elles En Encore Enfin Ensuite Entre Est Et Eux Finalement Grâce Hier Ici Il"
        " Ils J'ai J'étais Jamais Je L'un La Le Les Leur Leurs Lorsque Lui Là Ma Maintenant"
        " Mais Malgré Merci Mes Moi Mon Même N'est Ne Ni Non Nos Notre Nous On Or Ou Oui Où Par"
        " Parce Parfois Pendant Personne Peut-être Plus Plusieurs Pour Pourquoi Pourtant Puis"
        " Qu'est-ce Quand Que Quel Quelle Quelques Qui Quoi Rien S'il Sa Sans Se Ses Seul Si"
        " Son Soudain Sous Sur Ta Te Tes Toi Ton Toujours Tous Tout Toute Toutes Trop Très Tu"
        " Un Une Vers Voici Voilà Vos Votre Vous Vraiment Y À Ça"
    ),
    elides=True,
)

_ES = Tables(
    never=word_set(
        "abr adj adm admón afma almte ap apdo aprox arq atte av avda ayto bol c/ cda cdas cdta"
        " cdtas cf cfr cmdte cnel coord cta ctra d dcha dic dir dn dpto dr dra dras dres dña ed"
        " edif entlo excl excma excmo fdo feb fig gob gral i.e ibíd ilma ilmo incl ing izq izqda"
        " jul lcda ldo lic mons mtra mtro máx mín n.b n.º nov núm oct p.ej pbro pdte plza pral"
        " profa profs prov pza pág págs párr rdo ref rep s.m sept sgte sr sra sras sres srta"
        " sta sto supl tel teléf tfno trad tte univ urb vda vol vols vs"
    ),
    final=word_set("a.c a.m d.c etc p.m"),
    maybe=word_set(
        "bros co cía d.e.p ee.uu ff.aa ff.cc hnos inc jj.oo jr ltda ntra prof rr.hh s.a s.a.u"
        " s.l s.r.l ss.mm u.s ud uds vd vds"
    ),
    numeric=word_set("art cap ej fig no nro par pp sec tomo vol"),
    words=_UNITS | _INTERJECTIONS,
    starters=word_set(
        "A Además Ahora Ahí Al Algo Algunos Allí Antes Aquel Aquella Aquí Así Aunque Ayer Aún"
        " Bueno Cada Casi Como Con Creo Cual Cuando Cuánto Cómo De Del Desde Después Dice Donde"
        " Durante Dónde El Ella Ellas Ellos En Entonces Entre Era Eran Es Esa Esas Ese Eso Esos"
        " Esta Estaba Estas Este Esto Estos Está Están Finalmente Fue Ha Hace Hacia Hasta Hay"
        " Hoy Incluso La Las Le Les Lo Los Luego Mañana Me Mi Mientras Mis Mucho Muchos Muy Más"
        " Nada Nadie Ni Ninguno No Nos Nosotros Nuestra Nuestro Nunca O Otra Otro Para Pero"
        " Poco Por Porque Pronto Pues Que Quiero Quién Qué Se Según Ser Si Siempre Sin Sobre"
        " Solo Son Su Sus Sí Sólo Tal También Tampoco Tan Tanto Te Tengo Tiene Toda Todas Todo"
        " Todos Tras Tu Tú Un Una Unas Unos Usted Ustedes Va Vamos Y Ya Yo Él"
    ),
)

_IT = Tables(
    never=word_set(
        "apr arch avv c.so ca cap cav cc cfr cit cod col comm d.ssa dic dir dott dott.ssa dr"
        " dr.ssa ed egr es escl f.lli fatt feb fig gen genn gent geom gg giu gov ill incl ind"
        " ing int lett lug mag mons n.b nn nov on ott p.es p.za p.zza pag pagg par pp pres prof"
        " prof.ssa proff prot racc rag reg rev rif s.t sc sec seg sen sett sig sig.na sig.ra"
        " sigg spett ss st succ suor tab tav tel telef tr trad univ v.le vd vol voll vs"
    ),
    final=word_set("a.c a.m d.c ecc etc p.m"),
    maybe=word_set("co inc jr ltd max min s.a s.n.c s.p.a s.r.l spa u.e u.s u.s.a"),
    numeric=word_set("art cap nr no par pp sez ver vol"),
    words=_UNITS | _INTERJECTIONS,
    starters=word_set(
        "A Abbiamo Adesso Ah Al Alcuni Alla Allora Altri Anche Ancora Appena Beh Bene C'era C'è"
        " Ce Certo Che Chi Ci Ciao Come Con Cosa Così Da Dal Dalla Dei Del Della Di Domani Dopo"
        " Dove Dunque Durante E Ecco Ed Era Erano Essi Fino Forse Fra Già Gli Grazie Ha Hai"
        " Hanno Ho I Ieri Il In Infatti Infine Inoltre Invece Io L'ho La Le Lei Li Lo Loro Lui"
        " Là Ma Mai Me Mentre Mi Mia Mio Molti Molto Ne Nei Nel Nella Nessuno Niente No Noi Non"
        " Nonostante Oggi Ogni Oppure Ora Ormai Per Perché Perciò Però Più Poco Poi Poiché"
        " Prima Purtroppo Qualcuno Quale Quando Quanto Quasi Quel Quella Quelle Quelli Quello"
        " Questa Queste Questi Questo Qui Quindi Sarà Se Secondo Sembra Sempre Senza Si Sia"
        " Siamo Sono Sopra Sotto Sta Sua Sul Sulla Suo Sì Ti Tra Troppo Tu Tutta Tutte Tutti"
        " Tutto Un Un'altra Una Uno Va Vi Voi Vorrei È"
    ),
    elides=True,
)

_PT = Tables(
    never=word_set(
        "abr ago aprox apt apto arq av bl c/c cap cb cel cf col coord cx cód d dep dir dr dra dras"
        " drs ed edif eng enga esp exa excl exma exmo fev fig gen gov hab i.e ilma ilmo incl"
        " jan jul jun lic maj mons máx mín n.b nov núm obs out p.ex pe pref proc profa profs"
        " prov pág págs pç pça r rd ref res rev rod sen set sr sra sras srs srta sta sto séc"
        " sécs tel ten trad univ vol vols vs"
    ),
    final=word_set("a.c a.m d.c etc p.m"),
    maybe=word_set("cia co e.u.a inc jr lda ltda prof s.a u.s"),
    numeric=word_set("al art cap dez ex fig no par pp sec tab vol"),
    words=_UNITS | _INTERJECTIONS,
    starters=word_set(
        "A Acho Afinal Agora Ah Ainda Algo Algumas Alguns Alguém Ali Além Amanhã Antes Ao Aos"
        " Apenas Apesar Aquela Aquele Aqui As Assim Até Bem Bom Cada Claro Com Como Contudo Da"
        " Das Daí De Depois Desde Dessa Do Dos Durante E Ela Elas Ele Eles Em Embora Enfim"
        " Enquanto Entre Então Era Eram Essa Essas Esse Esses Esta Estamos Estava Este Estes"
        " Estou Está Eu Foi Foram Hoje Há Infelizmente Isso Isto Já Logo Lá Mais Mas Me Mesmo"
        " Meu Meus Minha Muita Muito Muitos Na Nada Nas Nem Nenhum Nesse Neste Ninguém No Nos"
        " Nossa Nosso Num Numa Nunca Não Nós O Olá Onde Ontem Os Ou Outra Outro Para Pela Pelo"
        " Per Pois Por Porque Portanto Porém Posso Qual Quando Quanto Quase Que Quem Quero Sabe"
        " Se Segundo Sem Sempre Ser Será Seu Seus Sim Sob Sobre Somente Sou Sua Suas São Só Tal"
        " Talvez Também Te Tem Tenho Teu Toda Todas Todo Todos Tu Tudo Um Uma Umas Uns Vai"
        " Vamos Você Vocês Vou Às É"
    ),
)

_RU = Tables(
    never=word_set(
        "авг адм акад англ апр арх бул в.д вкл внутр вып ген геогр гл гос гр греч д-р дек деп"
        " дир доц ж.д зав зам и.о изд илл ин-т инж исп ист итал кан канд кв кл кол-во кор корп"
        " лат лит м.б макс мкр моск напр нем нояб обл оз окт оф пер перен пл подп полк пом пос"
        " пр-т преп прим просп проф р-н разг разд ред рук русск с.-х сб св сент см сокр соч ср"
        " ст стр т.е т.к т.н т.о т.ч табл тел тж тов ул упр устар ф-т фам фев февр физ фр франц"
        " хим ч.т.д шос эт этн яз янв яп"
    ),
    final=word_set("долл др коп мин проч руб сек т.д т.п чел шт"),
    maybe=word_set(
        "в вв г гг д до.н.э дол ед им кг.н млн млрд мн н.э о.е ок п пр р с т тг тыс ч экз"
    ),
    numeric=word_set("гл кн пп рис ст стр табл тел"),
    words=_UNITS | _INTERJECTIONS | word_set("брр гм гц кб квт кг км мб мм ммм см тв тсс хм хмм я"),
    starters=word_set(
        "А Ах Без Будет Был Была Были Было В Ваш Вдруг Ведь Весь Во Возможно Вот Все Всегда"
        " Всего Вскоре Всё Вчера Вы Где Да Даже Для До Его Едва Если Есть Ещё Её За Завтра"
        " Затем Зато Зачем Здесь И Из Или Им Иногда Их К Каждый Как Какая Какой Когда Конечно"
        " Которые Кроме Кто Куда Ли Лишь Меня Мне Многие Может Можно Мой Моя Мы На Над Надо"
        " Наконец Нам Нас Наш Не Него Нет Никогда Никто Ничего Но Ну О Об Один Однако Он Она"
        " Они Оно От Откуда Очень По Под Пока После Потом Потому Почему Почти Поэтому При Про"
        " Просто Пусть С Сам Сегодня Сейчас Скоро Снова Со Спасибо Так Также Там Твой Те Теперь"
        " То Тогда Тоже Только Тот Ты У Уже Хорошо Хотя Чего Через Что Чтобы Эта Эти Это Этого"
        " Этой Этом Этот Я"
    ),
)

TABLES = {
    "en": _EN,
    "de": _DE,
    "fr": _FR,
    "es": _ES,
    "it": _IT,
    "pt": _PT,
    "ru": _RU,
    # Their texts abbreviate as English does, where they do at all.
    "zh": _EN,
    "ja": _EN,
    "ko": _EN,
}
