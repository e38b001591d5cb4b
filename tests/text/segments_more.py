"""More texts with the cuts that are right, which the rules were mended with: "|" is a cut."""

__all__ = ["SEGMENTS"]

SEGMENTS: dict[str, list[str]] = {
    "en": [
        "It took 7 mos. & 2 days. |Then it was done.",
        "Keep confirmation no. QX7-20B. |Thank you!",
        (
            "Good morning! |The library opens at 9 a.m. on weekdays and 10 a.m. on Saturdays. |"
            "Can I help you find something?"
        ),
        (
            "According to Dr. Alvarez, the results (see Table 4.2) were inconclusive. |"
            "More work is needed."
        ),
        (
            "Okay, so here's the plan: 1. Preheat the oven. |2. Grease the pan. |"
            "3. Pour in the batter."
        ),
        "“Where are you going?” asked the old man. |“Home,” I replied. |“It's late.”",
        (
            "The stock fell 3.7% to $41.20. |Analysts at J.P. Morgan were surprised. |"
            "Nobody else was."
        ),
        "I think it's fine... |Actually, no. |Let me check again...",
        ("Please email support@acme-tools.com. |We answer within 24 hrs. on workdays. |Thank you!"),
        "hey. |what's up? |nothing much here. |talk later",
        "My flight leaves from St. Louis at 6:45 p.m. |The gate is B12. |Don't be late!",
        "She moved to the U.S. in 2015. |Before that, she lived in the U.K. with her aunt.",
        "“Help!” the boy cried. |Nobody came. |“Help!” Sarah cried again.",
        ("You can install it with pip install foo==2.1.0. |Then run foo.exe. |That's all, folks!"),
        "Wow!! 😍 |That looks amazing. |Where did you get it?",
        (
            "Prof. Lee, Mrs. Chan and Mr. Diaz Jr. attended. |They brought snacks, drinks, etc. |"
            "Everyone was happy."
        ),
        "Did you finish?|Great. |Then let's move on.",
        "The answer is no. |The answer to no. 4 is yes. |Any questions?",
        "The capital of Australia is Canberra.[3] |Sydney is larger.[4][5] |Both are nice.",
        (
            "Napoleon I was crowned in 1804. |Louis XVI was executed in 1793. |"
            "Those were wild times!"
        ),
        (
            "Thanks for waiting! |I found three hotels near 42nd St. and 5th Ave. |"
            "Would you like the cheapest one?"
        ),
        (
            "The meeting was moved from 2:30 p.m. to 4 p.m. |"
            "Everyone agreed, except Mr. O'Neil. |He had another call."
        ),
        "“I can't do it,” she said. |“Yes, you can!” he insisted. |“Trust me.”",
        "Section 3.1 covers this, i.e. the part on safety. |Read it first, then see Fig. 7.",
        "Oh, really? |Tell me more... |I'm all ears!",
        "You owe $1,204.50, incl. tax. |Pay by Jan. 31. |After that, fees apply.",
        "ok so first open the app. |then tap settings. |got it?",
        "Dr. Maria Gomez, Ph.D., works for Acme Inc. in San Jose. |She leads a team of 12.",
        "Here are the steps: (1) boil water. |(2) add tea. |Enjoy!",
        "“Fire!” someone shouted. |Everybody ran. |“Where is it?” asked Ms. Park.",
        ("Check out github.com/acme/tool. |The latest release is v2.10.3. |It needs Python 3.11."),
        "I got an A+ in math 🎉🎉 Well done! 😄 |Keep going.",
        "Was it Plato or Aristotle?! |Neither, it was Socrates.",
        "The U.S. economy grew by 2.1%. |In the E.U., growth was slower. |Why is that?",
    ],
    "de": [
        "Offen Mo.–Fr. 8–18 Uhr. |Di.-Do. 9 bis 12 Uhr. |Sonst zu.",
        "Heute ist Sport (2. Halle) um 9 Uhr. |Danach Kunst.",
        "Das Kino (1. OG) ist offen. |Komm mit!",
        "Guten Tag! |Unser Büro ist von 9.00 bis 17.30 Uhr geöffnet. |Kann ich Ihnen helfen?",
        "Laut Dr. Weber waren die Ergebnisse (vgl. Tab. 4) unklar. |Es braucht mehr Zeit.",
        (
            "Das Konzert findet am 12. Oktober statt. |Karten gibt es ab dem 5. September. |"
            "Sie kosten 25 €."
        ),
        "„Wohin gehst du?“, fragte der Alte. |„Nach Hause“, antwortete ich. |„Es ist spät.“",
        "Im 18. Jahrhundert lebte hier Friedrich II. von Preußen. |Er spielte Flöte.",
        "Also ... ich weiß nicht. |Vielleicht morgen? |Na gut.",
        (
            "Schreiben Sie an info@beispiel.de. |Wir antworten i. d. R. innerhalb von 24 Std. |"
            "Vielen Dank!"
        ),
        "hey. |was geht? |nicht viel. |bis später",
        "Wir brauchen Mehl, Zucker, Eier usw. |Den Rest habe ich. |Super!",
        "Die Fa. Schmidt & Co. liefert ca. 300 Stück pro Tag. |Das ist viel.",
        "Er wohnt in der Hauptstr. 7, 2. Stock. |Klingeln Sie bitte!",
        "Das war 2019. |Seitdem ist viel passiert. |2020 kam Corona.",
        "Punkt 1: a) Öffnen Sie die Tür. |b) Treten Sie ein. |c) Schließen Sie sie.",
        "Toll! 🎉 |Das freut mich sehr. |Wann feiern wir?",
        (
            "Danke fürs Warten! |Ich habe drei Hotels in der Nähe der Königstr. gefunden. |"
            "Welches möchten Sie?"
        ),
        (
            "Das Treffen wurde vom 3. auf den 4. Juni verlegt. |Alle waren einverstanden. |"
            "Nur Hr. Klein nicht."
        ),
        "„Das kann ich nicht“, sagte sie. |„Doch!“, beharrte er. |„Vertrau mir.“",
        "Abschnitt 3.1 behandelt das, d. h. den Teil zur Sicherheit. |Lesen Sie ihn zuerst.",
        "Ach, wirklich? |Erzähl mehr ... |Ich bin ganz Ohr!",
        (
            "Sie schulden 1.204,50 € inkl. MwSt. |Zahlen Sie bis zum 31. Januar. |"
            "Danach fallen Gebühren an."
        ),
        "ok also zuerst die app öffnen. |dann auf einstellungen tippen. |alles klar?",
        (
            "Prof. Dr. Ing. Hans Meier arbeitet bei der Acme GmbH. |"
            "Er leitet ein Team von 12 Leuten."
        ),
        (
            "Im 2. Weltkrieg wurde die Stadt zerstört. |Im Jahr 1950 begann der Aufbau. |"
            "Das dauerte lange."
        ),
        "Wilhelm II. dankte 1918 ab. |Danach wurde Deutschland eine Republik.",
        (
            "Besuchen Sie www.beispiel.de/hilfe. |Die Version 2.10.3 ist neu. |"
            "Sie braucht Python 3.11."
        ),
        "Bringt bitte Wasser, Brot, Obst etc. mit. |Wir treffen uns um 8.15 Uhr. |Bis dann!",
    ],
    "fr": [
        "Bonjour ! |La bibliothèque ouvre à 9 h 30 le samedi. |Puis-je vous aider ?",
        ("Selon le Dr Martin, les résultats (cf. tab. 4) ne sont pas clairs. |Il faut du temps."),
        (
            "« Où vas-tu ? » demanda le vieil homme. |« À la maison », répondis-je. |"
            "« Il est tard. »"
        ),
        "— Tu as faim ? demanda-t-elle. |— Non, merci. |Elle sourit.",
        "Louis XIV est mort en 1715. |Napoléon Ier lui a succédé plus tard. |Quelle époque !",
        "Eh bien... je ne sais pas. |Peut-être demain ? |Bon.",
        "Écrivez à contact@exemple.fr. |Nous répondons sous 24 h. |Merci !",
        "salut. |ça va ? |oui et toi ? |bien",
        "Il faut du lait, du beurre, des œufs, etc. |Le reste est là. |Super !",
        "MM. Durand et Petit habitent au 12, av. Victor Hugo. |Ils sont voisins.",
        "Le prix est de 1 250,75 €. |C'est 3,5 % de plus. |Trop cher ?",
        "Étapes : 1. Ouvrez la porte. |2. Entrez. |3. Fermez-la.",
        "Génial ! 🎉 |Je suis content. |À demain !",
        "« Attends ! » cria Paul. |« Quoi encore ? » |Il ne répondit pas.",
        (
            "Merci d'avoir attendu ! |J'ai trouvé trois hôtels près du bd. Saint-Michel. |"
            "Lequel préférez-vous ?"
        ),
        (
            "La réunion est passée du 3 au 4 juin. |Tous étaient d'accord, sauf M. Petit. |"
            "Il avait un appel."
        ),
        "« Je ne peux pas », dit-elle. |« Mais si ! » insista-t-il. |« Fais-moi confiance. »",
        "La section 3.1 en parle, c.-à-d. la partie sécurité. |Lisez-la d'abord.",
        "Ah bon ? |Raconte... |Je t'écoute !",
        (
            "Vous devez 1 204,50 € TTC. |Payez avant le 31 janv. 2025. |"
            "Ensuite, il y aura des frais."
        ),
        "ok alors ouvre l'appli. |puis touche réglages. |c'est bon ?",
        "Le Pr Dubois travaille chez Acme S.A. à Lyon. |Il dirige douze personnes.",
        "— Qui est là ? cria le garde. |— C'est moi, Jean ! |La porte s'ouvrit.",
        (
            "La Seconde Guerre mondiale a fini en 1945. |Charles de Gaulle est revenu en 1958. |"
            "Quelle histoire !"
        ),
        (
            "Allez sur www.exemple.fr/aide. |La version 2.10.3 est sortie. |"
            "Elle demande Python 3.11."
        ),
        "Apportez de l'eau, du pain, des fruits, etc. |Rendez-vous à 8 h 15. |À bientôt !",
    ],
    "es": [
        "¡Buenos días! |La biblioteca abre a las 9:30 los sábados. |¿Puedo ayudarle?",
        ("Según la Dra. Ruiz, los resultados (véase tabla 4.2) no son claros. |Hace falta tiempo."),
        "—¿Adónde vas? —preguntó el viejo. |—A casa —respondí. |Era tarde.",
        "«¿Quién es?», preguntó ella. |«Soy yo». |Abrió la puerta.",
        "Felipe II nació en 1527. |Murió en 1598. |¡Qué época!",
        "Pues... no sé. |¿Tal vez mañana? |Bueno.",
        "Escriba a info@ejemplo.es. |Respondemos en 24 h. |¡Gracias!",
        "hola. |qué tal? |bien y tú? |todo bien",
        "Necesitamos leche, pan, huevos, etc. |El resto ya está. |¡Genial!",
        "El Sr. Pérez y la Srta. Vega viven en la Av. Libertad, núm. 12. |Son vecinos.",
        "Cuesta 1.250,75 €. |Es un 3,5 % más. |¿Muy caro?",
        "Pasos: 1. Abra la puerta. |2. Entre. |3. Ciérrela.",
        "¡Qué bien! 🎉 |Me alegro mucho. |¿Cuándo lo celebramos?",
        "Trabaja en EE. UU. desde 2010. |Antes vivía en Perú. |Le gusta el frío.",
        (
            "¡Gracias por esperar! |He encontrado tres hoteles cerca de la Avda. Central. |"
            "¿Cuál prefiere?"
        ),
        (
            "La reunión pasó de las 2:30 p. m. a las 4 p. m. |"
            "Todos aceptaron, menos el Sr. Paz. |Tenía otra llamada."
        ),
        "—No puedo —dijo ella. |—¡Claro que sí! —insistió él—. |Confía en mí.",
        "La sección 3.1 lo explica, es decir, la parte de seguridad. |Léala primero.",
        "¿De verdad? |Cuéntame más... |¡Soy todo oídos!",
        "Debe 1.204,50 € con IVA. |Pague antes del 31 de enero. |Después habrá recargos.",
        "vale, primero abre la app. |luego toca ajustes. |entendido?",
        "La Dra. Ana Gil trabaja en Acme S.A. de Madrid. |Dirige a doce personas.",
        "—¿Quién anda ahí? —gritó el guardia. |—¡Soy yo, Juan! |La puerta se abrió.",
        "Carlos V abdicó en 1556. |Se retiró a Yuste. |Allí murió.",
        "Visite www.ejemplo.es/ayuda. |La versión 2.10.3 ya salió. |Requiere Python 3.11.",
        "Traiga agua, pan, fruta, etc. |Nos vemos a las 8:15. |¡Hasta luego!",
    ],
    "it": [
        "Buongiorno! |La biblioteca apre alle 9.30 il sabato. |Posso aiutarla?",
        "Secondo il dott. Conti, i risultati (cfr. tab. 4) non sono chiari. |Serve tempo.",
        "«Dove vai?» chiese il vecchio. |«A casa» risposi. |«È tardi.»",
        "Vittorio Emanuele II morì nel 1878. |Gli successe Umberto I. |Che tempi!",
        "Be'... non so. |Forse domani? |Va bene.",
        "Scriva a info@esempio.it. |Rispondiamo in 24 ore. |Grazie!",
        "ciao. |come va? |tutto bene. |e tu?",
        "Servono latte, pane, uova, ecc. |Il resto c'è già. |Ottimo!",
        "Il sig. Neri e la dott.ssa Gallo abitano in v.le Roma, n. 12. |Sono vicini.",
        "Costa 1.250,75 €. |È il 3,5% in più. |Troppo?",
        "Passi: 1. Apra la porta. |2. Entri. |3. La chiuda.",
        "Fantastico! 🎉 |Sono contento. |A domani!",
        (
            "L'azienda Rossi S.r.l. ha sede a Milano. |Produce scarpe. |"
            "Vende online su www.rossi.it."
        ),
        ("Grazie per l'attesa! |Ho trovato tre alberghi vicino a p.zza Navona. |Quale preferisce?"),
        (
            "La riunione è passata dal 3 al 4 giugno. |Tutti d'accordo, tranne il sig. Poli. |"
            "Aveva un'altra chiamata."
        ),
        "«Non posso» disse lei. |«Ma sì!» insistette lui. |«Fidati.»",
        "La sezione 3.1 ne parla, cioè la parte sulla sicurezza. |La legga prima.",
        "Davvero? |Raccontami... |Sono tutto orecchi!",
        "Deve 1.204,50 € IVA incl. entro il 31 gennaio. |Poi ci saranno costi.",
        "ok allora apri l'app. |poi tocca impostazioni. |capito?",
        "L'ing. Bruni lavora alla Acme S.p.A. di Torino. |Dirige dodici persone.",
        "— Chi è là? — gridò la guardia. |— Sono io, Gianni! |La porta si aprì.",
        "Il Rinascimento iniziò nel XV sec. in Italia. |Leonardo nacque nel 1452. |Che genio!",
        "Visiti www.esempio.it/aiuto. |La versione 2.10.3 è uscita. |Serve Python 3.11.",
        "Porti acqua, pane, frutta, ecc. |Ci vediamo alle 8.15. |A presto!",
    ],
    "pt": [
        "O plano custa pouco (aprox. US$ 3,40 por mês). |Quer assinar?",
        "Bom dia! |A biblioteca abre às 9h30 aos sábados. |Posso ajudar?",
        "Segundo a Dra. Reis, os resultados (cf. tab. 4) não são claros. |É preciso tempo.",
        "— Aonde vais? — perguntou o velho. |— Para casa — respondi. |Era tarde.",
        "“Quem é?” perguntou ela. |“Sou eu.” |Abriu a porta.",
        "D. Pedro II nasceu em 1825. |Morreu em Paris. |Que época!",
        "Bem... não sei. |Talvez amanhã? |Está bem.",
        "Escreva para info@exemplo.com.br. |Respondemos em 24 h. |Obrigado!",
        "oi. |como vai? |tudo certo. |e aí?",
        "Precisamos de leite, pão, ovos, etc. |O resto já temos. |Ótimo!",
        "O Sr. Costa e a Srta. Lima moram na Av. Central, nº 12. |São vizinhos.",
        "Custa R$ 1.250,75. |São 3,5% a mais. |Muito caro?",
        "Passos: 1. Abra a porta. |2. Entre. |3. Feche-a.",
        "Que bom! 🎉 |Fico feliz. |Até amanhã!",
        "Obrigado por esperar! |Encontrei três hotéis perto da Av. Paulista. |Qual prefere?",
        (
            "A reunião passou do dia 3 para o dia 4. |Todos aceitaram, menos o Sr. Dias. |"
            "Ele tinha outra chamada."
        ),
        "“Não consigo”, disse ela. |“Consegue, sim!” insistiu ele. |“Confie em mim.”",
        "A seção 3.1 explica isso, i.e. a parte de segurança. |Leia primeiro.",
        "É mesmo? |Conte mais... |Sou todo ouvidos!",
        "Você deve R$ 1.204,50. |Pague até 31 de janeiro. |Depois há multa.",
        "ok, primeiro abra o app. |depois toque em ajustes. |entendeu?",
        "A Profa. Ana Gil trabalha na Acme Ltda. em Lisboa. |Lidera doze pessoas.",
        "— Quem está aí? — gritou o guarda. |— Sou eu, João! |A porta abriu-se.",
        "O Brasil foi colônia até 1822. |D. Pedro I proclamou a independência. |Que dia!",
        "Visite www.exemplo.pt/ajuda. |A versão 2.10.3 saiu. |Requer Python 3.11.",
        "Traga água, pão, frutas, etc. |Até às 8h15. |Tchau!",
    ],
    "ru": [
        "1709 г. — Полтавская битва. |1812 г. — Бородинская битва.",
        "Доброе утро! |Библиотека открыта с 9.00 до 18.30. |Чем могу помочь?",
        "По словам проф. Смирнова, результаты (см. табл. 4) неясны. |Нужно время.",
        "— Куда ты идёшь? — спросил старик. |— Домой, — ответил я. |Было поздно.",
        "«Кто там?» — крикнула она. |«Это я». |Дверь открылась.",
        ("Пётр I родился в 1672 г. в Москве. |Он умер в 1725 г. |После него правила Екатерина I."),
        "Ну... не знаю. |Может, завтра? |Ладно.",
        "Пишите на info@primer.ru. |Ответим за 24 ч. |Спасибо!",
        "привет. |как дела? |нормально. |а у тебя?",
        "Нужны молоко, хлеб, яйца и т. д. |Остальное есть. |Отлично!",
        "Л. Н. Толстой жил в с. Ясная Поляна. |Там он и писал. |Это Тульская обл.",
        "Цена 1250,75 руб. |Это на 3,5 % больше. |Дорого?",
        "Шаги: 1. Откройте дверь. |2. Войдите. |3. Закройте её.",
        "Здорово! 🎉 |Я очень рад. |До завтра!",
        "Офис на ул. Пушкина, д. 10, кв. 5. |Звоните по тел. 123-45-67. |Ждём вас!",
        "Спасибо за ожидание! |Я нашёл три отеля на просп. Мира. |Какой вам нравится?",
        (
            "Встречу перенесли с 3 на 4 июня. |Все согласились, кроме г-на Белова. |"
            "У него был звонок."
        ),
        "«Я не могу», — сказала она. |«Можешь!» — настаивал он. |«Верь мне».",
        "Об этом в разд. 3.1, т. е. в части о безопасности. |Прочтите её сначала.",
        "Правда? |Расскажи ещё... |Я весь внимание!",
        "Вы должны 1204,50 руб. с НДС. |Заплатите до 31 янв. 2025 г. |Потом будет пеня.",
        "ну сначала открой приложение. |потом нажми настройки. |понятно?",
        (
            "Акад. И. П. Павлов работал в Петербурге. |Он изучал собак. |"
            "В 1904 г. он получил премию."
        ),
        "— Кто там? — крикнул сторож. |— Это я, Иван! |Дверь открылась.",
        "Николай II отрёкся в 1917 г. |Через год его не стало. |Такая история.",
        "Зайдите на www.primer.ru/help. |Вышла версия 2.10.3. |Нужен Python 3.11.",
        "Возьмите воду, хлеб, фрукты и т. п. |Встречаемся в 8.15. |Пока!",
    ],
    "zh": [
        "早上好！|图书馆星期六九点半开门。|有什么可以帮您的吗？",
        "“你去哪儿？”老人问。|“回家。”我回答。|天已经黑了。",
        "她说：“今天真冷！”|然后关上了窗户。",
        "根据王博士的说法，结果（见表4.2）还不清楚。|需要更多时间。",
        "股价下跌3.7%，至41.20元。|分析师很惊讶。",
        "嗯……我不知道。|也许明天吧？|好的。",
        "请发邮件到info@example.cn。|我们24小时内回复。|谢谢！",
        "步骤：1. 打开门。|2. 走进去。|3. 关上门。",
        "太棒了！🎉|我真高兴。|什么时候庆祝？",
        "什么？！|你再说一遍！！|我没听清。。。|真的",
        "《三体》是刘慈欣写的。|你喜欢吗？|我很喜欢",
        "「早安！」媽媽說。|「早。」|他坐下來吃飯。",
        "“别走！”小李大声喊道。|没有人回头。",
        "我用的是iPhone 15 Pro Max。|它很贵，要9999元。|不过很好用！",
        "感谢您的等待！|我找到了三家酒店，都在中山路附近。|您喜欢哪一家？",
        "会议从下午2:30改到4:00。|大家都同意了，除了李先生。|他有别的电话。",
        "“我做不到。”她说。|“你可以的！”他坚持说。|“相信我。”",
        "第3.1节讲了这个，即安全部分。|请先读它。",
        "真的吗？|再说说……|我在听！",
        "您欠1,204.50元（含税）。|请在1月31日前付款。|之后会有费用。",
        "“谁在那儿？”卫兵大喊。|“是我，小王！”|门开了。",
        "妈妈问：“作业写完了吗？”|我点点头：“写完了。”",
        "请访问www.example.cn/help。|版本2.10.3已经发布。|它需要Python 3.11。",
        "请带上水、面包、水果等。|八点一刻见。|再见～",
        "「你好嗎？」|「我很好。」|他們笑了。",
        "1. 烧水。|2. 放茶叶。|3. 慢慢喝。",
    ],
    "ja": [
        "おはようございます！|図書館は土曜日の九時半に開きます。|何かお手伝いしましょうか？",
        "「どこへ行くの？」と老人が聞いた。|「家です。」と私は答えた。|もう遅かった。",
        "「待って！」彼女は叫んだ。|誰も振り返らなかった。",
        "田中博士によると、結果（表4.2を参照）は不明です。|時間が必要です。",
        "株価は3.7%下落し、41.20ドルになった。|皆が驚いた。",
        "ええと……分かりません。|明日かもしれませんね。|はい。",
        "info@example.jpまでメールをください。|24時間以内に返信します。|ありがとうございます！",
        "手順：1. ドアを開ける。|2. 中に入る。|3. ドアを閉める。",
        "すごい！🎉|とても嬉しいです。|いつお祝いしますか？",
        "何だって？！|もう一度言って！！|聞こえない",
        "『雪国』は川端康成の作品です。|読みましたか？",
        "彼は「行かない。|絶対に行かない。」と言い張った。|困ったものだ。",
        "「はい。」|そう言って彼は笑った。",
        "お待たせいたしました！|駅の近くにホテルが三軒あります。|どれがよろしいですか？",
        "会議は午後2:30から4:00に変わりました。|皆さん賛成です。|李さん以外は。",
        "「できない。」と彼女は言った。|「できるよ！」と彼は言い張った。|「信じて。」",
        "3.1節で説明しています。|まず読んでください。",
        "本当に？|もっと話して……|聞いてるよ！",
        "お支払いは1,204.50円（税込）です。|1月31日までにお願いします。|その後は手数料がかかります。",
        "「誰だ？」衛兵が叫んだ。|「私だ、太郎だ！」|扉が開いた。",
        "母は「宿題は終わったの？」と尋ねた。|私はうなずいた。",
        "www.example.jp/helpをご覧ください。|バージョン2.10.3が出ました。|Python 3.11が必要です。",
        "水、パン、果物などを持ってきて。|八時十五分に会おう。|じゃあね～",
        "1. お湯を沸かす。|2. 茶葉を入れる。|3. ゆっくり飲む。",
        "えーと、そうですね。|たぶん大丈夫！|……いや、待って。",
    ],
    "ko": [
        "좋은 아침입니다! |도서관은 토요일 9시 30분에 엽니다. |무엇을 도와 드릴까요?",
        "“어디 가세요?”라고 노인이 물었다. |“집에요.” |이미 늦은 시간이었다.",
        "“기다려!” 그녀가 외쳤다. |아무도 돌아보지 않았다.",
        "김 박사에 따르면 결과(표 4.2 참조)는 불분명합니다. |시간이 필요합니다.",
        "주가는 3.7% 하락한 41.20달러였다. |모두 놀랐다.",
        "글쎄요... 모르겠어요. |내일쯤일까요? |네.",
        "info@example.kr로 메일을 보내세요. |24시간 안에 답장합니다. |감사합니다!",
        "순서: 1. 문을 여세요. |2. 들어가세요. |3. 문을 닫으세요.",
        "대단해요! 🎉 |정말 기뻐요. |언제 축하할까요?",
        "뭐라고요?! |다시 말해 주세요!! |안 들려요",
        "회의는 2024. 11. 3. 오후 2시입니다. |늦지 마세요.",
        "그는 “안 가요. |절대 안 가요.”라고 했다. |큰일이다.",
        "저는 서울에 살아요.|그래서 편해요. |좋아요",
        "기다려 주셔서 감사합니다! |역 근처에 호텔이 세 곳 있어요. |어디가 좋으세요?",
        "회의가 오후 2:30에서 4:00로 바뀌었어요. |모두 동의했어요. |이 씨만 빼고요.",
        "“못 하겠어요.” 그녀가 말했다. |“할 수 있어!”라고 그가 우겼다. |“나를 믿어.”",
        "3.1절에서 설명합니다. |먼저 읽어 보세요.",
        "정말? |더 말해 봐... |듣고 있어!",
        "1,204.50원(세금 포함)을 내세요. |1월 31일까지 내세요. |그 뒤에는 수수료가 붙습니다.",
        "“누구야?” 경비원이 소리쳤다. |“나야, 민수!” |문이 열렸다.",
        "엄마는 “숙제 다 했니?” 하고 물으셨다. |나는 고개를 끄덕였다.",
        "www.example.kr/help를 보세요. |버전 2.10.3이 나왔어요. |Python 3.11이 필요합니다.",
        "물, 빵, 과일 등을 가져오세요. |8시 15분에 만나요. |안녕~",
        "1. 물을 끓이세요. |2. 차를 넣으세요. |3. 천천히 드세요.",
        "생일은 1990. 7. 15. 입니다. |그날은 일요일이었어요.",
    ],
}
