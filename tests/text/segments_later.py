"""Texts with the cuts that are right: "|" is a cut.

They were written when the rules were done, which at first sight cut 166 of the 181 right at
every place. Then the rules were mended with the rest.
"""

__all__ = ["SEGMENTS"]

SEGMENTS: dict[str, list[str]] = {
    "en": [
        "Turn left onto Oak St. in 200 ft. and keep right. |Your destination is on the left.",
        (
            "Add 2 tbsp. of sugar and 1 tsp. of salt. |Stir well. |"
            "Let it rest for 30 min. before serving."
        ),
        ("The U.N. voted 12 to 3. |Amb. Jones abstained. |A second vote is due on Fri. at noon."),
        "“You're late,” said Holmes. |“Am I?” |Watson looked at his watch. |“So I am!”",
        "Water boils at 100 °C (212 °F) at 1 atm. |Salt raises that. |By how much? |Not much.",
        "omg yes!! |i was just there. |did u see it? |wild",
        "The case, Brown v. Board of Education, was decided in 1954. |It changed schools.",
        "We beat them 3-0. |Messi scored twice... |What a game! ⚽ |See you Sat. at 3.",
        "Hi Tom, thanks for your mail. |I'll call you at 10 a.m. tomorrow. |Best, Ann",
        (
            "Your order no. 88-12 shipped. |Track it at https://ship.example.com/t?id=88. |"
            "Questions? |Just reply."
        ),
        'Is it a bug?! |I think so. |Open settings.json, change "a.b" to true, and restart.',
        (
            "He earned his M.A. in 2001. |His sister, Prof. Ann B. Lee, teaches law. |"
            "They rarely meet."
        ),
        (
            "The café on Elm Ave. closes at 10. |Should I book a table for two? |"
            "They have one at 8:15."
        ),
        "“Did you hear that?” whispered Anna. |“Hear what?” |The dog growled.",
        (
            "See the docs at https://docs.example.org/v2/index.html. |"
            "If it fails, run setup.sh again. |Good luck!"
        ),
        (
            "Gov. Hall and Sen. Ortiz met in Washington, D.C., on Tuesday. |"
            "No deal was reached. |Talks resume Mar. 3."
        ),
        (
            "1. Chop the onions. |2. Fry them for 5 min. |3. Add the rice, stock, etc. |"
            "4. Serve hot."
        ),
        "hmm. |not sure tbh. |maybe ask ben? |he knows stuff",
        "Sales rose 4.5% to $2.3 bn. in Q3. |Costs fell. |Shares of Acme Corp. jumped.",
    ],
    "de": [
        "Biegen Sie links in die Bahnhofstr. ab. |Nach 200 m sind Sie am Ziel.",
        (
            "Geben Sie 2 EL Zucker und 1 Pr. Salz dazu. |Rühren Sie gut um. |"
            "Ca. 30 Min. ruhen lassen."
        ),
        "Der Bundestag stimmte mit 312 zu 280 Stimmen zu. |Die 3. Lesung folgt am Freitag.",
        "„Du bist spät dran“, sagte Holmes. |„Wirklich?“ |Watson sah auf die Uhr. |„Stimmt!“",
        ("Wasser kocht bei 100 °C. |Auf 3.000 m Höhe sind es ca. 90 °C. |Warum? |Der Druck sinkt."),
        "omg ja!! |ich war grad da. |hast du es gesehen? |krass",
        "Nach § 5 Abs. 2 Nr. 1 BGB gilt das nicht. |Vgl. dazu BGH, Urt. v. 3. Mai 2010.",
        "Wir haben 3:0 gewonnen. |Müller traf zweimal ... |Was für ein Spiel! ⚽ |Bis Samstag.",
        "Hallo Tom! |Danke für deine Mail. |Ich rufe dich am 5. um 10 Uhr an. |Viele Grüße",
        (
            "Ihre Bestellung Nr. 88-12 ist unterwegs. |"
            "Verfolgen Sie sie unter https://versand.example.de/t?id=88. |Fragen?"
        ),
        "Ist das ein Fehler?! |Ich glaube schon. |Öffnen Sie config.json und starten Sie neu.",
        ("Kaiser Karl IV. regierte in Prag. |Sein Sohn war Wenzel. |Der 2. Sohn hieß Sigismund."),
        (
            "Das Café in der Lindenallee schließt um 22 Uhr. |Soll ich reservieren? |"
            "Um 20.15 Uhr ist noch frei."
        ),
        "„Hast du das gehört?“, flüsterte Anna. |„Was denn?“ |Der Hund knurrte.",
        (
            "Die Doku steht unter https://docs.beispiel.org/v2/index.html. |"
            "Falls es nicht klappt, starten Sie setup.sh neu. |Viel Erfolg!"
        ),
        (
            "Am 9. November 1989 fiel die Mauer. |Am 3. 10. 1990 folgte die Einheit. |"
            "Ein großer Tag!"
        ),
        (
            "1. Zwiebeln schneiden. |2. Ca. 5 Min. braten. |3. Reis, Brühe usw. zugeben. |"
            "4. Heiß servieren."
        ),
        "hm. |keine ahnung. |frag mal ben? |der weiß sowas",
    ],
    "fr": [
        "Tournez à gauche dans l'av. Foch. |Votre destination est à 200 m. |Bonne route !",
        ("Ajoutez 2 c. à s. de sucre et 1 pincée de sel. |Mélangez bien. |Laissez reposer 30 min."),
        (
            "Le Sénat a voté la loi. |M. le ministre s'est abstenu. |"
            "Un second vote aura lieu vendredi."
        ),
        (
            "« Vous êtes en retard », dit Holmes. |« Moi ? » |Watson regarda sa montre. |"
            "« C'est vrai ! »"
        ),
        "L'eau bout à 100 °C. |À 3 000 m, c'est 90 °C. |Pourquoi ? |La pression baisse.",
        "omg oui !! |j'y étais. |t'as vu ? |dingue",
        ("Selon l'art. 5, al. 2 du Code, c'est interdit. |Voir aussi l'art. L. 121. |C'est clair."),
        "On a gagné 3 à 0. |Mbappé a marqué deux fois... |Quel match ! ⚽ |À samedi.",
        "Bonjour Tom ! |Merci pour ton message. |Je t'appelle demain à 10 h. |Bises",
        (
            "Votre commande n° 88-12 est partie. |"
            "Suivez-la sur https://envoi.example.fr/t?id=88. |Des questions ?"
        ),
        "Est-ce un bug ?! |Je crois que oui. |Ouvrez config.json et redémarrez.",
        "— Où est Marie ? demanda sa mère. |— Au jardin. |— Encore ! |Elle soupira.",
        (
            "Le café de l'av. des Tilleuls ferme à 22 h. |Dois-je réserver ? |"
            "Il reste une table à 20 h 15."
        ),
        "« Tu as entendu ? » chuchota Anna. |« Quoi donc ? » |Le chien grogna.",
        (
            "La doc est sur https://docs.exemple.org/v2/index.html. |Sinon, relancez setup.sh. |"
            "Bonne chance !"
        ),
        (
            "Né le 5 févr. 1802 à Besançon, V. Hugo est mort en 1885. |"
            "Il a écrit Les Misérables. |Un chef-d'œuvre !"
        ),
        (
            "1. Coupez les oignons. |2. Faites-les cuire 5 min. |3. Ajoutez le riz, etc. |"
            "4. Servez chaud."
        ),
        "hmm. |je sais pas. |demande à ben ? |il sait",
    ],
    "es": [
        "Gire a la izquierda en la Avda. Sol. |Su destino está a 200 m. |¡Buen viaje!",
        (
            "Añada 2 cdas. de azúcar y una pizca de sal. |Mezcle bien. |"
            "Deje reposar 30 min. antes de servir."
        ),
        (
            "El Senado aprobó la ley. |El Excmo. Sr. Ruiz se abstuvo. |"
            "Habrá otra votación el viernes."
        ),
        "—Llega tarde —dijo Holmes. |—¿Yo? |Watson miró el reloj. |—¡Es verdad!",
        "El agua hierve a 100 °C. |A 3.000 m, a 90 °C. |¿Por qué? |Baja la presión.",
        "jaja sí!! |yo estaba ahí. |lo viste? |qué locura",
        (
            "Según el art. 5, ap. 2 del Código, está prohibido. |Véase también el art. 7. |"
            "Está claro."
        ),
        "Ganamos 3 a 0. |Messi marcó dos veces... |¡Qué partido! ⚽ |Hasta el sábado.",
        "¡Hola, Tom! |Gracias por tu correo. |Te llamo mañana a las 10 a. m. |Un abrazo",
        ("Su pedido n.º 88-12 ya salió. |Sígalo en https://envio.example.es/t?id=88. |¿Preguntas?"),
        "¿Es un error?! |Creo que sí. |Abra config.json y reinicie.",
        "Vino con la Sra. Díaz, la Dra. Gil y D. José. |Nadie más vino. |¡Qué pena!",
        "El café de la Avda. Olmo cierra a las 22 h. |¿Reservo mesa? |Queda una a las 20:15.",
        "—¿Has oído eso? —susurró Ana. |—¿Qué? |El perro gruñó.",
        (
            "La guía está en https://docs.ejemplo.org/v2/index.html. |"
            "Si falla, ejecute setup.sh otra vez. |¡Suerte!"
        ),
        (
            "El Gral. San Martín murió en 1850. |Su cuerpo está en Bs. As. desde 1880. |"
            "Fue un héroe."
        ),
        ("1. Pique la cebolla. |2. Fríala 5 min. |3. Añada arroz, caldo, etc. |4. Sirva caliente."),
        "mmm. |no sé. |pregúntale a ben? |él sabe",
    ],
    "it": [
        "Giri a sinistra in c.so Italia. |La destinazione è a 200 m. |Buon viaggio!",
        (
            "Aggiunga 2 cucchiai di zucchero. |Mescoli bene. |"
            "Lasci riposare 30 min. prima di servire."
        ),
        "Il Senato ha approvato la legge. |L'on. Bianchi si è astenuto. |Si rivota venerdì.",
        "«È in ritardo» disse Holmes. |«Io?» |Watson guardò l'orologio. |«È vero!»",
        "L'acqua bolle a 100 °C. |A 3.000 m, a 90 °C. |Perché? |La pressione cala.",
        "ahah sì!! |c'ero anch'io. |hai visto? |pazzesco",
        "Secondo l'art. 5, co. 2 del Codice, è vietato. |Si veda anche l'art. 7. |È chiaro.",
        "Abbiamo vinto 3 a 0. |Baggio ha segnato due volte... |Che partita! ⚽ |A sabato.",
        "Ciao Tom! |Grazie per la tua mail. |Ti chiamo domani alle 10. |Un abbraccio",
        (
            "Il suo ordine n. 88-12 è partito. |Lo segua su https://invio.example.it/t?id=88. |"
            "Domande?"
        ),
        "È un errore?! |Credo di sì. |Apra config.json e riavvii.",
        "Papa Giovanni XXIII aprì il Concilio. |Morì nel 1963. |Il prof. Neri ne ha scritto.",
        "Il caffè di v.le Olmo chiude alle 22. |Prenoto un tavolo? |Ce n'è uno alle 20.15.",
        "«Hai sentito?» sussurrò Anna. |«Cosa?» |Il cane ringhiò.",
        (
            "La guida è su https://docs.esempio.org/v2/index.html. |"
            "Se non va, rilanci setup.sh. |Buona fortuna!"
        ),
        "Il gen. Garibaldi morì nel 1882. |Nel sec. XIX l'Italia si unì. |Che storia!",
        (
            "1. Tagli le cipolle. |2. Le frigga 5 min. |3. Aggiunga riso, brodo, ecc. |"
            "4. Serva caldo."
        ),
        "mah. |non so. |chiedi a ben? |lui lo sa",
    ],
    "pt": [
        "Vire à esquerda na Av. Brasil. |Seu destino fica a 200 m. |Boa viagem!",
        "Junte 2 colheres de açúcar. |Misture bem. |Deixe descansar 30 min. antes de servir.",
        "O Senado aprovou a lei. |O Exmo. Sr. Ramos absteve-se. |Há nova votação na sexta.",
        "— Está atrasado — disse Holmes. |— Eu? |Watson olhou o relógio. |— É verdade!",
        "A água ferve a 100 °C. |A 3.000 m, a 90 °C. |Por quê? |A pressão cai.",
        "kkk sim!! |eu estava lá. |você viu? |loucura",
        "Segundo o art. 5, inc. II da Lei, é proibido. |Ver também o art. 7. |Está claro.",
        "Ganhamos de 3 a 0. |Neymar marcou duas vezes... |Que jogo! ⚽ |Até sábado.",
        "Olá, Tom! |Obrigado pelo e-mail. |Ligo amanhã às 10h. |Um abraço",
        (
            "Seu pedido nº 88-12 foi enviado. |Acompanhe em https://envio.example.br/t?id=88. |"
            "Dúvidas?"
        ),
        "É um erro?! |Acho que sim. |Abra o config.json e reinicie.",
        "A Dra. Rosa e o Prof. Leal chegaram. |O Eng. Sá não veio. |Que pena!",
        "O café da Av. Olmo fecha às 22h. |Reservo uma mesa? |Há uma às 20h15.",
        "— Ouviste isto? — sussurrou Ana. |— O quê? |O cão rosnou.",
        (
            "O guia está em https://docs.exemplo.org/v2/index.html. |"
            "Se falhar, rode setup.sh de novo. |Boa sorte!"
        ),
        "O Gen. Osório nasceu em 1808. |No séc. XIX houve a guerra. |Que história!",
        ("1. Pique a cebola. |2. Frite por 5 min. |3. Junte arroz, caldo, etc. |4. Sirva quente."),
        "hum. |não sei. |pergunta ao ben? |ele sabe",
    ],
    "ru": [
        "Поверните налево на ул. Мира. |До цели 200 м. |Счастливого пути!",
        "Добавьте 2 ст. л. сахара и 1 ч. л. соли. |Перемешайте. |Через 30 мин. подавайте.",
        "Сенат принял закон. |Г-н Петров воздержался. |Новое голосование в пятницу.",
        "— Вы опоздали, — сказал Холмс. |— Я? |Ватсон взглянул на часы. |— И правда!",
        "Вода кипит при 100 °C. |На высоте 3000 м — при 90 °C. |Почему? |Давление падает.",
        "ахах да!! |я там был. |ты видел? |жесть",
        "По ст. 5 ч. 2 Кодекса это запрещено. |См. также ст. 7. |Всё ясно.",
        "Мы выиграли 3:0. |Иванов забил дважды... |Какая игра! ⚽ |До субботы.",
        "Привет, Том! |Спасибо за письмо. |Позвоню завтра в 10 ч. утра. |Обнимаю",
        "Ваш заказ № 88-12 отправлен. |Следите на https://post.example.ru/t?id=88. |Вопросы?",
        "Это ошибка?! |Думаю, да. |Откройте config.json и перезапустите.",
        ("Роман Ф. М. Достоевского вышел в 1866 г. |Критики хвалили его. |Он и сегодня популярен."),
        "Кафе на пр. Ленина закрывается в 22.00. |Заказать столик? |Есть на 20.15.",
        "— Ты слышал? — прошептала Анна. |— Что? |Собака зарычала.",
        (
            "Инструкция на https://docs.primer.org/v2/index.html. |"
            "Если не выйдет, запустите setup.sh ещё раз. |Удачи!"
        ),
        "Ген. М. И. Кутузов умер в 1813 г. |Его помнят. |Он родился в XVIII в. в Петербурге.",
        (
            "1. Нарежьте лук. |2. Жарьте 5 мин. |3. Добавьте рис, бульон и т. д. |"
            "4. Подавайте горячим."
        ),
        "хм. |не знаю. |спроси у бена? |он в курсе",
    ],
    "zh": [
        "请在前方200米左转。|目的地在您左边。|祝您一路顺风！",
        "加两勺糖和一点盐。|搅拌均匀。|等30分钟再吃。",
        "议会通过了法案。|张部长弃权。|星期五再投票。",
        "“你迟到了。”福尔摩斯说。|“我吗？”|华生看了看表。|“真的！”",
        "水在100°C沸腾。|在3000米高处是90°C。|为什么？|气压低了。",
        "哈哈哈是的！！|我也在那儿。|你看见了吗？|太疯狂了",
        "根据第5条第2款，这是禁止的。|另见第7.1条。|很清楚。",
        "我们3:0赢了。|梅西进了两个球！⚽|太精彩了！|周六见。",
        "“你好！”|“你好，请坐。”|他坐下了。",
        "您的订单88-12已发货。|请在https://ship.example.cn/t?id=88查询。|有问题吗？",
        "这是错误吗？！|我想是的。|打开config.json，然后重启。",
        "她想了想，回答：“好吧。|我跟你去。”|他很高兴。",
        "榆树街的咖啡馆十点关门。|要订位吗？|8:15还有一桌。",
        "“你听见了吗？”安娜小声说。|“什么？”|狗站了起来。",
        "文档在https://docs.example.org/v2/index.html。|如果失败，请重新运行setup.sh。|祝好运！",
        "他说：“我明天来。”|可是他没有来。|大家等了很久……",
        "1. 切洋葱。|2. 炒5分钟。|3. 加米饭、高汤等。|4. 趁热吃。",
        "嗯。|不知道。|问问小本？|他懂",
    ],
    "ja": [
        "200メートル先を左に曲がってください。|目的地は左側です。|良い旅を！",
        "砂糖を大さじ2杯加えます。|よく混ぜます。|30分待ってください。",
        "議会は法案を可決した。|田中議員は棄権した。|金曜日に再投票がある。",
        "「遅刻だ。」とホームズは言った。|「私が？」|ワトソンは時計を見た。|「本当だ！」",
        "水は100°Cで沸騰する。|標高3000mでは90°Cだ。|なぜ？|気圧が下がるからだ。",
        "笑！！|私もいたよ。|見た？|やばい",
        "第5条第2項により禁止です。|第7.1条も参照。|明らかです。",
        "3対0で勝った。|メッシが2点決めた！⚽|すごい試合！|また土曜日に。",
        "「こんにちは！」|「どうぞ、座って。」|彼は座った。",
        "ご注文88-12は発送済みです。|https://ship.example.jp/t?id=88で確認できます。|ご質問は？",
        "これはバグですか？！|そうだと思います。|config.jsonを開いて再起動してください。",
        "彼女は「うん。」とだけ答えた。|彼は嬉しそうだった。",
        "楡通りのカフェは十時に閉まります。|予約しますか？|8:15に一席あります。",
        "「聞いた？」とアンナがささやいた。|「何を？」|犬がうなった。",
        "説明はhttps://docs.example.org/v2/index.htmlにあります。|だめならsetup.shを再実行してください。|幸運を！",
        "彼は「明日来ます。」と言った。|でも来なかった。|皆は長く待った……",
        "1. 玉ねぎを切る。|2. 5分炒める。|3. ご飯やだしなどを加える。|4. 熱いうちにどうぞ。",
        "うーん。|分からない。|ベンに聞く？|彼なら知ってる",
    ],
    "ko": [
        "200미터 앞에서 좌회전하세요. |목적지는 왼쪽입니다. |안전 운전 하세요!",
        "설탕 두 숟갈을 넣으세요. |잘 저으세요. |30분 기다렸다가 드세요.",
        "의회가 법안을 통과시켰다. |김 의원은 기권했다. |금요일에 다시 투표한다.",
        "“늦었군.” 홈즈가 말했다. |“제가요?” |왓슨은 시계를 보았다. |“정말이네!”",
        "물은 100°C에서 끓는다. |3000m에서는 90°C다. |왜? |기압이 낮아서다.",
        "ㅋㅋㅋ 맞아!! |나도 있었어. |봤어? |대박",
        "제5조 제2항에 따라 금지됩니다. |제7.1조도 보세요. |분명합니다.",
        "3 대 0으로 이겼다. |메시가 두 골을 넣었어! ⚽ |대단한 경기야! |토요일에 봐.",
        "“안녕하세요!” |“네, 앉으세요.” |그는 앉았다.",
        "주문 88-12를 보냈어요. |https://ship.example.kr/t?id=88에서 확인하세요. |질문 있나요?",
        "버그인가요?! |그런 것 같아요. |config.json을 열고 다시 시작하세요.",
        "회의 날짜는 2025. 1. 9.입니다. |장소는 3층입니다. |꼭 오세요.",
        "느릅나무길 카페는 10시에 닫아요. |예약할까요? |8:15에 자리가 있어요.",
        "“들었어?” 안나가 속삭였다. |“뭘?” |개가 으르렁거렸다.",
        "설명은 https://docs.example.org에 있어요. |안 되면 setup.sh를 다시 실행하세요.",
        "그는 “내일 올게.”라고 했다. |하지만 오지 않았다. |모두 오래 기다렸다...",
        "1. 양파를 써세요. |2. 5분 볶으세요. |3. 밥, 육수 등을 넣으세요. |4. 뜨겁게 드세요.",
        "음. |몰라. |벤한테 물어볼까? |걔는 알아",
    ],
}
