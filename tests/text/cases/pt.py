"""Portuguese, as it is written and as people say it in Brazil."""

__all__ = ["BLIND", "CASES", "SENTENCES"]

Case = tuple[str, tuple[str, ...]]

CASES: dict[str, list[Case]] = {
    "link": [
        ("app.config", ("app ponto config",)),
        ("www.exemplo.com.br", ("www ponto exemplo ponto com ponto br",)),
        ("https://gov.br/saude", ("gov ponto br barra saude",)),
        ("ana.silva@email.com", ("ana ponto silva arroba email ponto com",)),
        ("#BomDia", ("hashtag Bom Dia",)),
    ],
    "phone": [
        ("(11) 91234-5678", ("um um nove um dois três quatro cinco seis sete oito",)),
        (
            "+55 11 91234-5678",
            ("mais cinco cinco um um nove um dois três quatro cinco seis sete oito",),
        ),
        ("0800 123 4567", ("zero oito zero zero um dois três quatro cinco seis sete",)),
        ("912 345 678", ("nove um dois três quatro cinco seis sete oito",)),
        ("3232-1010", ("três dois três dois um zero um zero",)),
        ("ligue 192", ("ligue um nove dois", "ligue cento e noventa e dois")),
    ],
    "date": [
        ("desde jan. até fev.", ("desde janeiro até fevereiro",)),
        ("05/2024", ("maio de dois mil e vinte e quatro",)),
        ("mai/24", ("maio de dois mil e vinte e quatro",)),
        ("3 de maio de 2024", ("três de maio de dois mil e vinte e quatro",)),
        ("03/05/2024", ("três de maio de dois mil e vinte e quatro",)),
        ("2024-05-03", ("três de maio de dois mil e vinte e quatro",)),
        ("1º de janeiro", ("primeiro de janeiro",)),
        ("1 de janeiro", ("primeiro de janeiro", "um de janeiro")),
        ("dia 7/9", ("dia sete de setembro",)),
        ("15/11/1889", ("quinze de novembro de mil oitocentos e oitenta e nove",)),
        ("12 dez. 2023", ("doze de dezembro de dois mil e vinte e três",)),
    ],
    "time": [
        ("15h30m", ("quinze horas e trinta minutos",)),
        ("52min30s", ("cinquenta e dois minutos e trinta segundos",)),
        ("às 15h30", ("às quinze e trinta", "às quinze horas e trinta minutos")),
        ("15:30", ("quinze e trinta",)),
        ("14h", ("quatorze horas", "catorze horas")),
        ("às 9h30", ("às nove e meia", "às nove e trinta")),
        ("8 h", ("oito horas",)),
        ("às 2", ("às duas",)),
        ("21h", ("vinte e uma horas",)),
        ("3 p.m.", ("três da tarde",)),
        ("10:30 a.m.", ("dez e meia da manhã", "dez e trinta da manhã")),
        ("2h30min", ("duas horas e trinta minutos", "duas horas e meia")),
        ("9h–18h", ("nove horas a dezoito horas", "nove a dezoito horas")),
        ("01:30:15", ("uma hora trinta minutos e quinze segundos",)),
    ],
    "money": [
        ("R$ 12,50", ("doze reais e cinquenta centavos", "doze reais e cinquenta")),
        ("R$ 1.234,56", ("mil duzentos e trinta e quatro reais e cinquenta e seis centavos",)),
        ("R$ 1", ("um real",)),
        ("R$ 0,99", ("noventa e nove centavos",)),
        ("R$ 1,01", ("um real e um centavo",)),
        ("R$ 5 mil", ("cinco mil reais",)),
        ("R$ 2,5 milhões", ("dois vírgula cinco milhões de reais", "dois milhões e meio de reais")),
        ("R$ 1 bilhão", ("um bilhão de reais",)),
        ("R$ 10-20", ("dez a vinte reais",)),
        ("US$ 20", ("vinte dólares",)),
        ("12,50 €", ("doze euros e cinquenta cêntimos", "doze euros e cinquenta")),
        ("R$ 50/mês", ("cinquenta reais por mês",)),
        ("£ 2", ("duas libras",)),
        ("200 USD", ("duzentos dólares",)),
        ("-R$ 30", ("menos trinta reais",)),
        ("R$ 1.000.000", ("um milhão de reais",)),
    ],
    "measure": [
        ("25 hab./km²", ("vinte e cinco habitantes por quilômetro quadrado",)),
        ("25 °C", ("vinte e cinco graus Celsius",)),
        ("-5 °C", ("menos cinco graus Celsius",)),
        ("120 km/h", ("cento e vinte quilômetros por hora",)),
        ("2,5 kg", ("dois vírgula cinco quilos", "dois vírgula cinco quilogramas")),
        ("85 m²", ("oitenta e cinco metros quadrados",)),
        ("1 km", ("um quilômetro",)),
        ("200 g", ("duzentos gramas",)),
        ("16 GB", ("dezesseis gigabytes", "dezesseis gigas")),
        ("10x20 cm", ("dez por vinte centímetros",)),
        ("12x", ("doze vezes",)),
        ("1-2 h", ("uma a duas horas",)),
        ("500 Mbps", ("quinhentos megabits por segundo",)),
        ("por kg", ("por quilo",)),
    ],
    "percent": [
        ("21%", ("vinte e um por cento",)),
        ("3,5%", ("três vírgula cinco por cento",)),
        ("10-15%", ("dez a quinze por cento",)),
    ],
    "range": [
        ("5-7", ("cinco a sete", "de cinco a sete")),
        ("2019–2024", ("dois mil e dezenove a dois mil e vinte e quatro",)),
        ("págs. 5-7", ("páginas cinco a sete",)),
        ("1 ou 2 pessoas", ("uma ou duas pessoas",)),
    ],
    "fraction": [
        ("1/2 xícara", ("meia xícara",)),
        ("3/4", ("três quartos",)),
        ("1 1/2 xícara", ("uma xícara e meia",)),
        ("24/7", ("vinte e quatro sete",)),
        ("12 por 8/10", ("doze por oito de dez",)),
        ("16:9", ("dezesseis a nove", "dezesseis por nove")),
        ("1/12", ("um doze avos",)),
    ],
    "version": [
        ("v2.1.3", ("versão dois ponto um ponto três",)),
        ("Python 3.12", ("Python três ponto doze",)),
        ("10.0.0.1", ("dez ponto zero ponto zero ponto um",)),
    ],
    "ordinal": [
        ("1º lugar", ("primeiro lugar",)),
        ("2ª edição", ("segunda edição",)),
        ("21º", ("vigésimo primeiro",)),
        ("3o andar", ("terceiro andar",)),
        ("10ª rodada", ("décima rodada",)),
    ],
    "roman": [
        ("século XXI", ("século vinte e um",)),
        ("século V", ("século quinto", "século cinco")),
        ("Dom Pedro II", ("Dom Pedro segundo",)),
        ("D. Pedro I", ("dom Pedro primeiro",)),
        ("João Paulo II", ("João Paulo segundo",)),
        ("Luís XIV", ("Luís quatorze", "Luís catorze")),
        ("a II Guerra Mundial", ("a segunda Guerra Mundial",)),
        ("séc. XIX", ("século dezenove",)),
    ],
    "number": [
        ("1.234.567", ("um milhão duzentos e trinta e quatro mil quinhentos e sessenta e sete",)),
        ("3,14", ("três vírgula quatorze", "três vírgula catorze")),
        ("0,05", ("zero vírgula zero cinco",)),
        ("2 pessoas", ("duas pessoas",)),
        ("21 pessoas", ("vinte e uma pessoas",)),
        ("200 casas", ("duzentas casas",)),
        ("2 problemas", ("dois problemas",)),
        ("2 mil pessoas", ("duas mil pessoas",)),
        ("1 noite", ("uma noite",)),
        ("-3", ("menos três",)),
        ("5+", ("mais de cinco", "cinco ou mais")),
        ("~5", ("aproximadamente cinco", "uns cinco")),
        ("anos 90", ("anos noventa",)),
        ("em 2022 houve", ("em dois mil e vinte e dois houve",)),
    ],
    "code": [
        ("COVID-19", ("COVID dezenove",)),
        ("GPT-4", ("GPT quatro",)),
        ("H2O", ("H dois O",)),
        ("CEP 01310-100", ("CEP zero um três um zero um zero zero",)),
        ("CPF 123.456.789-09", ("CPF um dois três quatro cinco seis sete oito nove zero nove",)),
        ("pedido 48213", ("pedido quatro oito dois um três",)),
        ("LA8085", ("L A oito zero oito cinco",)),
        ("ABC1D23", ("A B C um D dois três", "A B C um D vinte e três")),
    ],
    "symbol": [
        ("2 + 2 = 4", ("dois mais dois é igual a quatro", "dois mais dois igual a quatro")),
        ("x²", ("x ao quadrado",)),
        ("3 × 4", ("três vezes quatro",)),
        ("√16", ("raiz quadrada de dezesseis",)),
        ("pão & vinho", ("pão e vinho",)),
        ("7 - 2 = 5", ("sete menos dois é igual a cinco",)),
    ],
    "abbreviation": [
        ("14 milhões de hab.", ("catorze milhões de habitantes", "quatorze milhões de habitantes")),
        ("V. Ex.ª", ("vossa excelência",)),
        ("a Sr.ª Silva", ("a senhora Silva",)),
        ("R. do Ouro, 5", ("rua do Ouro, cinco",)),
        ("o Sr. Silva", ("o senhor Silva",)),
        ("a Dra. Ana", ("a doutora Ana",)),
        ("Prof. Souza", ("professor Souza",)),
        ("Exmo. Sr. Juiz", ("excelentíssimo senhor Juiz",)),
        ("p. ex., pão", ("por exemplo, pão",)),
        ("por ex., pão", ("por exemplo, pão",)),
        ("ex.: pão", ("exemplo: pão", "por exemplo pão")),
        ("obs.: veja", ("observação: veja",)),
        ("pão, vinho etc.", ("pão, vinho etcétera.", "pão, vinho et cetera")),
        ("nº 5", ("número cinco",)),
        ("pág. 12", ("página doze",)),
        ("tel. 3232-1010", ("telefone três dois três dois um zero um zero",)),
        ("Av. Paulista", ("avenida Paulista",)),
        ("na R. Augusta", ("na rua Augusta",)),
        ("Silva Ltda.", ("Silva limitada",)),
        ("a.C.", ("antes de Cristo",)),
        ("e/ou", ("e ou",)),
        ("c/ leite", ("com leite",)),
        ("alunos/as", ("alunos ou alunas",)),
    ],
}

SENTENCES: list[Case] = [
    (
        "A consulta é dia 3 de maio às 15h30 na sala 21.",
        (
            "A consulta é dia três de maio às quinze e trinta na sala vinte e um",
            "A consulta é dia três de maio às quinze horas e trinta minutos na sala vinte e um",
        ),
    ),
    (
        "O café custa R$ 7,90 e o pão de queijo R$ 5,00.",
        ("O café custa sete reais e noventa centavos e o pão de queijo cinco reais",),
    ),
    (
        "Amanhã faz 32 °C no Rio e 18 °C em Curitiba.",
        ("Amanhã faz trinta e dois graus Celsius no Rio e dezoito graus Celsius em Curitiba",),
    ),
    (
        "Ligue para (21) 3232-1010 das 9h às 18h.",
        (
            (
                "Ligue para dois um três dois três dois um zero um zero das nove horas às"
                " dezoito horas"
            ),
            "Ligue para dois um três dois três dois um zero um zero das nove às dezoito horas",
        ),
    ),
    (
        "Misture 2 xícaras de farinha, 1/2 colher de sal e 3 ovos.",
        ("Misture duas xícaras de farinha meia colher de sal e três ovos",),
    ),
    (
        "O Flamengo venceu o Vasco por 2x1 no dia 21/04.",
        ("O Flamengo venceu o Vasco por dois a um no dia vinte e um de abril",),
    ),
    (
        "Seu pedido nº 48213 chega entre 5 e 7 de junho.",
        (
            "Seu pedido número quatro oito dois um três chega entre cinco e sete de junho",
            (
                "Seu pedido número quarenta e oito mil duzentos e treze chega entre cinco e"
                " sete de junho"
            ),
        ),
    ),
    (
        "O voo LA8085 sai às 8h15 do portão B12.",
        (
            "O voo L A oito zero oito cinco sai às oito e quinze do portão B doze",
            "O voo L A oito zero oito cinco sai às oito horas e quinze minutos do portão B doze",
        ),
    ),
    (
        "A inflação foi de 4,6% em 2023, segundo o IBGE.",
        (
            (
                "A inflação foi de quatro vírgula seis por cento em dois mil e vinte e três"
                " segundo o IBGE"
            ),
        ),
    ),
    (
        "Tome 1 comprimido a cada 8 horas por 7 dias.",
        ("Tome um comprimido a cada oito horas por sete dias",),
    ),
    ("Dom Pedro II governou no século XIX.", ("Dom Pedro segundo governou no século dezenove",)),
    (
        "O carro faz 14 km/l e chega a 180 km/h.",
        (
            (
                "O carro faz quatorze quilômetros por litro e chega a cento e oitenta"
                " quilômetros por hora"
            ),
        ),
    ),
    (
        "São 2 opções: 1 quarto por R$ 250/noite ou 2 por R$ 400.",
        (
            (
                "São duas opções um quarto por duzentos e cinquenta reais por noite ou dois"
                " por quatrocentos reais"
            ),
        ),
    ),
    (
        "Parcele em até 12x de R$ 99,90 sem juros.",
        ("Parcele em até doze vezes de noventa e nove reais e noventa centavos sem juros",),
    ),
    (
        "O Sr. Souza mora na Av. Brasil, nº 500, apto. 12.",
        ("O senhor Souza mora na avenida Brasil número quinhentos apartamento doze",),
    ),
    (
        "A reunião foi das 14h às 15h30 na sala 2.",
        (
            "A reunião foi das quatorze horas às quinze e trinta na sala dois",
            "A reunião foi das catorze às quinze e trinta na sala dois",
        ),
    ),
    (
        "Cerca de 200 pessoas e 21 empresas participaram.",
        ("Cerca de duzentas pessoas e vinte e uma empresas participaram",),
    ),
    (
        "1. Abra o app.\n2. Toque em Ajustes.\n3. Reinicie.",
        ("um Abra o app dois Toque em Ajustes três Reinicie",),
    ),
    (
        "Acesse www.correios.com.br ou escreva para sac@loja.com.br.",
        (
            (
                "Acesse www ponto correios ponto com ponto br ou escreva para sac arroba loja"
                " ponto com ponto br"
            ),
        ),
    ),
    (
        "O dólar fechou a R$ 5,12, alta de 0,8%.",
        ("O dólar fechou a cinco reais e doze centavos alta de zero vírgula oito por cento",),
    ),
    (
        "O filme dura 2h15 e começa às 20h.",
        ("O filme dura duas horas e quinze minutos e começa às vinte horas",),
    ),
    (
        "A empresa investiu US$ 3,2 bilhões em 2022.",
        ("A empresa investiu três vírgula dois bilhões de dólares em dois mil e vinte e dois",),
    ),
    (
        "O apartamento tem 85 m² e custa R$ 450 mil.",
        (
            (
                "O apartamento tem oitenta e cinco metros quadrados e custa quatrocentos e"
                " cinquenta mil reais"
            ),
        ),
    ),
    (
        "Em caso de emergência, ligue 192 ou 193.",
        (
            "Em caso de emergência ligue um nove dois ou um nove três",
            "Em caso de emergência ligue um nove dois ou cento e noventa e três",
            "Em caso de emergência ligue cento e noventa e dois ou cento e noventa e três",
        ),
    ),
    (
        "Adicione 1 1/2 xícara de leite e asse a 180 °C por 40 min.",
        (
            (
                "Adicione uma xícara e meia de leite e asse a cento e oitenta graus Celsius"
                " por quarenta minutos"
            ),
        ),
    ),
    (
        "Nasceu em 1º de março de 1962, em Recife.",
        ("Nasceu em primeiro de março de mil novecentos e sessenta e dois em Recife",),
    ),
]

BLIND: list[Case] = [
    (
        "Sua consulta com o Dr. Almeida está marcada para quinta, 14/03, às 10h45.",
        (
            (
                "Sua consulta com o doutor Almeida está marcada para quinta quatorze de março"
                " às dez e quarenta e cinco"
            ),
            (
                "Sua consulta com o doutor Almeida está marcada para quinta catorze de março"
                " às dez horas e quarenta e cinco minutos"
            ),
        ),
    ),
    (
        "A previsão para hoje é de mín. 17 °C e máx. 28 °C, com 60% de chance de chuva.",
        (
            (
                "A previsão para hoje é de mínimo dezessete graus Celsius e máximo vinte e"
                " oito graus Celsius com sessenta por cento de chance de chuva"
            ),
            (
                "A previsão para hoje é de mínima dezessete graus Celsius e máxima vinte e"
                " oito graus Celsius com sessenta por cento de chance de chuva"
            ),
        ),
    ),
    (
        "O trajeto tem 430 km e leva cerca de 5h30 pela BR-116.",
        (
            (
                "O trajeto tem quatrocentos e trinta quilômetros e leva cerca de cinco horas"
                " e trinta minutos pela B R cento e dezesseis"
            ),
            (
                "O trajeto tem quatrocentos e trinta quilômetros e leva cerca de cinco horas"
                " e meia pela B R um um seis"
            ),
        ),
    ),
    (
        (
            "Você vai precisar de 500 g de carne moída, 2 cebolas, 1 lata de tomate e 1/4 de"
            " xícara de azeite."
        ),
        (
            (
                "Você vai precisar de quinhentos gramas de carne moída duas cebolas uma lata"
                " de tomate e um quarto de xícara de azeite"
            ),
        ),
    ),
    (
        "Asse em forno médio (180 °C) por 35-40 min ou até dourar.",
        (
            (
                "Asse em forno médio cento e oitenta graus Celsius por trinta e cinco a"
                " quarenta minutos ou até dourar"
            ),
        ),
    ),
    (
        "O notebook custa R$ 3.499,00 à vista ou 10x de R$ 389,90 no cartão.",
        (
            (
                "O notebook custa três mil quatrocentos e noventa e nove reais à vista ou dez"
                " vezes de trezentos e oitenta e nove reais e noventa centavos no cartão"
            ),
        ),
    ),
    (
        "O Brasil tem mais de 203 milhões de habitantes, segundo o Censo de 2022.",
        (
            (
                "O Brasil tem mais de duzentos e três milhões de habitantes segundo o Censo"
                " de dois mil e vinte e dois"
            ),
        ),
    ),
    (
        "O Palmeiras empatou em 1 a 1 e caiu para a 2ª posição, com 42 pontos.",
        (
            (
                "O Palmeiras empatou em um a um e caiu para a segunda posição com quarenta e"
                " dois pontos"
            ),
        ),
    ),
    (
        "A final será em 30/11/2024, às 17h (horário de Brasília, UTC-3).",
        (
            (
                "A final será em trinta de novembro de dois mil e vinte e quatro às dezessete"
                " horas horário de Brasília UTC menos três"
            ),
        ),
    ),
    (
        "Para falar com o suporte, ligue 4004-1234 (capitais) ou 0800 722 1234 (demais regiões).",
        (
            (
                "Para falar com o suporte ligue quatro zero zero quatro um dois três quatro"
                " capitais ou zero oito zero zero sete dois dois um dois três quatro demais"
                " regiões"
            ),
        ),
    ),
    (
        "Atualize o aplicativo para a versão 8.3.2 e verifique se há pelo menos 2 GB livres.",
        (
            (
                "Atualize o aplicativo para a versão oito ponto três ponto dois e verifique"
                " se há pelo menos dois gigabytes livres"
            ),
        ),
    ),
    (
        "A dipirona de 500 mg pode ser tomada a cada 6h, no máx. 4x ao dia.",
        (
            (
                "A dipirona de quinhentos miligramas pode ser tomada a cada seis horas no"
                " máximo quatro vezes ao dia"
            ),
        ),
    ),
    (
        "D. João VI chegou ao Rio em 1808 com cerca de 15 mil pessoas.",
        ("dom João sexto chegou ao Rio em mil oitocentos e oito com cerca de quinze mil pessoas",),
    ),
    (
        "A Revolução Francesa marcou o fim do séc. XVIII e abriu caminho para Napoleão I.",
        (
            (
                "A Revolução Francesa marcou o fim do século dezoito e abriu caminho para"
                " Napoleão primeiro"
            ),
        ),
    ),
    (
        "O salário mínimo passou de R$ 1.412 para R$ 1.518, um aumento de 7,5%.",
        (
            (
                "O salário mínimo passou de mil quatrocentos e doze reais para mil quinhentos"
                " e dezoito reais um aumento de sete vírgula cinco por cento"
            ),
        ),
    ),
    (
        "O endereço é R. das Flores, 221, apto. 32, CEP 04567-010, São Paulo.",
        (
            (
                "O endereço é rua das Flores duzentos e vinte e um apartamento trinta e dois"
                " CEP zero quatro cinco seis sete zero um zero São Paulo"
            ),
        ),
    ),
    (
        "A loja funciona de seg. a sex., das 8h às 18h, e aos sáb. até as 13h.",
        (
            (
                "A loja funciona de segunda a sexta das oito horas às dezoito horas e aos"
                " sábados até as treze horas"
            ),
            (
                "A loja funciona de segunda a sexta das oito horas às dezoito horas e aos"
                " sábado até as treze horas"
            ),
        ),
    ),
    (
        "A Petrobras S.A. lucrou R$ 124,6 bi em 2023, queda de 33,8%.",
        (
            (
                "A Petrobras esse á lucrou cento e vinte e quatro vírgula seis bilhões de"
                " reais em dois mil e vinte e três queda de trinta e três vírgula oito por"
                " cento"
            ),
            (
                "A Petrobras S A lucrou cento e vinte e quatro vírgula seis bilhões de reais"
                " em dois mil e vinte e três queda de trinta e três vírgula oito por cento"
            ),
        ),
    ),
    (
        "Em Lisboa, o bilhete custa 1,80 € e o passe mensal, 40 €.",
        (
            "Em Lisboa o bilhete custa um euro e oitenta cêntimos e o passe mensal quarenta euros",
            "Em Lisboa o bilhete custa um euro e oitenta e o passe mensal quarenta euros",
        ),
    ),
    (
        "Faltam 22 páginas, ou seja, uns 2/3 do capítulo 12.",
        ("Faltam vinte e duas páginas ou seja uns dois terços do capítulo doze",),
    ),
    (
        "Seu código de verificação é 739201; ele expira em 10 min.",
        (
            "Seu código de verificação é sete três nove dois zero um ele expira em dez minutos",
            (
                "Seu código de verificação é setecentos e trinta e nove mil duzentos e um ele"
                " expira em dez minutos"
            ),
        ),
    ),
    (
        "O avião voa a 11.000 m de altitude, a cerca de 900 km/h, com -54 °C lá fora.",
        (
            (
                "O avião voa a onze mil metros de altitude a cerca de novecentos quilômetros"
                " por hora com menos cinquenta e quatro graus Celsius lá fora"
            ),
        ),
    ),
    (
        "Há 2 ônibus (linhas 201 e 875A-10) e 1 trem às 6h05.",
        (
            (
                "Há dois ônibus linhas duzentos e um e oitocentos e setenta e cinco A dez e"
                " um trem às seis e cinco"
            ),
            (
                "Há dois ônibus linhas duzentos e um e oito sete cinco A um zero e um trem às"
                " seis e cinco"
            ),
            (
                "Há dois ônibus linhas duzentos e um e oitocentos e setenta e cinco A dez e"
                " um trem às seis horas e cinco minutos"
            ),
        ),
    ),
    (
        "Segundo a pesquisa, 1 em cada 3 brasileiros dorme menos de 6 h por noite.",
        ("Segundo a pesquisa um em cada três brasileiros dorme menos de seis horas por noite",),
    ),
    (
        "Envie o comprovante (PDF ou JPG, até 5 MB) p/ financeiro@empresa.com.br até 31/12.",
        (
            (
                "Envie o comprovante PDF ou JPG até cinco megabytes para financeiro arroba"
                " empresa ponto com ponto br até trinta e um de dezembro"
            ),
        ),
    ),
    (
        "As aulas vão de 05/02 a 28/06, às 2ªs e 4ªs, das 19h30 às 21h.",
        (
            (
                "As aulas vão de cinco de fevereiro a vinte e oito de junho às segundas e"
                " quartas das dezenove e trinta às vinte e uma horas"
            ),
        ),
    ),
    (
        "Você tem 2 reuniões hoje: uma às 9h e outra às 16h30.",
        (
            "Você tem duas reuniões hoje uma às nove horas e outra às dezesseis e trinta",
            "Você tem duas reuniões hoje uma às nove e outra às dezesseis e trinta",
        ),
    ),
    (
        "O próximo ônibus para Campinas sai às 18:40 da plataforma 22 e custa R$ 45,60.",
        (
            (
                "O próximo ônibus para Campinas sai às dezoito e quarenta da plataforma vinte"
                " e dois e custa quarenta e cinco reais e sessenta centavos"
            ),
        ),
    ),
    (
        "No sábado, 25 de novembro, deve chover de 20 a 30 mm, com ventos de 60 km/h.",
        (
            (
                "No sábado vinte e cinco de novembro deve chover de vinte a trinta milímetros"
                " com ventos de sessenta quilômetros por hora"
            ),
        ),
    ),
    (
        "A receita leva 250 g de manteiga, 3 ovos e 1 pitada de sal (aprox. 2 g).",
        (
            (
                "A receita leva duzentos e cinquenta gramas de manteiga três ovos e uma"
                " pitada de sal aproximadamente dois gramas"
            ),
        ),
    ),
    (
        "O voo dura 1h20 e a mala de mão pode ter até 10 kg e 55x35x25 cm.",
        (
            (
                "O voo dura uma hora e vinte minutos e a mala de mão pode ter até dez quilos"
                " e cinquenta e cinco por trinta e cinco por vinte e cinco centímetros"
            ),
        ),
    ),
    (
        "Seu saldo é de -R$ 35,20 e a fatura vence em 01/12/2024.",
        (
            (
                "Seu saldo é de menos trinta e cinco reais e vinte centavos e a fatura vence"
                " em primeiro de dezembro de dois mil e vinte e quatro"
            ),
        ),
    ),
    (
        "Cerca de 78% das casas têm fibra, com velocidade média de 200 Mbps.",
        (
            (
                "Cerca de setenta e oito por cento das casas têm fibra com velocidade média"
                " de duzentos megabits por segundo"
            ),
        ),
    ),
    (
        "Conforme o art. 5º da Constituição de 1988, todos são iguais perante a lei.",
        (
            (
                "Conforme o artigo quinto da Constituição de mil novecentos e oitenta e oito"
                " todos são iguais perante a lei"
            ),
        ),
    ),
    (
        "A Idade Média vai do séc. V ao séc. XV.",
        (
            "A Idade Média vai do século quinto ao século quinze",
            "A Idade Média vai do século cinco ao século quinze",
        ),
    ),
    (
        "Pressione Ctrl+Alt+Del e aguarde 10 s.",
        (
            "Pressione Ctrl Alt Del e aguarde dez segundos",
            "Pressione Ctrl mais Alt mais Del e aguarde dez segundos",
        ),
    ),
    (
        "A gasolina subiu de R$ 5,49 para R$ 5,89/litro em 3 meses.",
        (
            (
                "A gasolina subiu de cinco reais e quarenta e nove centavos para cinco reais"
                " e oitenta e nove centavos por litro em três meses"
            ),
        ),
    ),
    (
        "Restam 1.250 vagas: 850 no turno da manhã e 400 no da noite.",
        (
            (
                "Restam mil duzentas e cinquenta vagas oitocentas e cinquenta no turno da"
                " manhã e quatrocentas no da noite"
            ),
            (
                "Restam mil duzentas e cinquenta vagas oitocentos e cinquenta no turno da"
                " manhã e quatrocentos no da noite"
            ),
            (
                "Restam mil e duzentas e cinquenta vagas oitocentos e cinquenta no turno da"
                " manhã e quatrocentos no da noite"
            ),
        ),
    ),
    (
        "O museu abre das 10h às 18h (fechado às 2ªs). Tel.: (11) 3251-5644.",
        (
            (
                "O museu abre das dez horas às dezoito horas fechado às segundas telefone um"
                " um três dois cinco um cinco seis quatro quatro"
            ),
        ),
    ),
    (
        "Se a febre passar de 38,5 °C, ligue para o 192.",
        (
            (
                "Se a febre passar de trinta e oito vírgula cinco graus Celsius ligue para o"
                " um nove dois"
            ),
            (
                "Se a febre passar de trinta e oito vírgula cinco graus Celsius ligue para o"
                " cento e noventa e dois"
            ),
        ),
    ),
    (
        "A Profa. Marta e o Eng. Caio chegam às 11h.",
        (
            "A professora Marta e o engenheiro Caio chegam às onze horas",
            "A professora Marta e o engenheiro Caio chegam às onze",
        ),
    ),
    (
        "A Lua fica a 384.400 km da Terra, e a luz leva 1,28 s nesse trajeto.",
        (
            (
                "A Lua fica a trezentos e oitenta e quatro mil e quatrocentos quilômetros da"
                " Terra e a luz leva um vírgula vinte e oito segundos nesse trajeto"
            ),
        ),
    ),
    (
        "O euro está cotado a R$ 6,05, e o bitcoin passou de US$ 90 mil.",
        (
            (
                "O euro está cotado a seis reais e cinco centavos e o bitcoin passou de"
                " noventa mil dólares"
            ),
        ),
    ),
    (
        "Faz 101 anos que ele nasceu e 1 mês desde a última visita.",
        ("Faz cento e um anos que ele nasceu e um mês desde a última visita",),
    ),
    (
        "Use 2 colheres de sopa de azeite, 2 dentes de alho e 1/3 de xícara de queijo ralado.",
        (
            (
                "Use duas colheres de sopa de azeite dois dentes de alho e um terço de xícara"
                " de queijo ralado"
            ),
        ),
    ),
    (
        "O PIB cresceu 2,9% no 3º trimestre, segundo o IBGE.",
        ("O PIB cresceu dois vírgula nove por cento no terceiro trimestre segundo o IBGE",),
    ),
    (
        "Em Portugal, ligue 912 345 678 ou envie um e-mail para apoio@loja.pt.",
        (
            (
                "Em Portugal ligue nove um dois três quatro cinco seis sete oito ou envie um"
                " e-mail para apoio arroba loja ponto pt"
            ),
        ),
    ),
    (
        "O contrato tem 22 cláusulas e prevê multa de 10 a 20%.",
        ("O contrato tem vinte e duas cláusulas e prevê multa de dez a vinte por cento",),
    ),
    (
        "A rainha Elizabeth II reinou de 1952 a 2022; Charles III é o atual rei.",
        (
            (
                "A rainha Elizabeth segunda reinou de mil novecentos e cinquenta e dois a"
                " dois mil e vinte e dois Charles terceiro é o atual rei"
            ),
        ),
    ),
    (
        'O TV de 55" 4K custa R$ 2.799,00 em até 10x sem juros.',
        (
            (
                "O TV de cinquenta e cinco polegadas quatro K custa dois mil setecentos e"
                " noventa e nove reais em até dez vezes sem juros"
            ),
        ),
    ),
    (
        "Seu pacote BR123456789 chega na segunda, 2 de dezembro, entre 10h e 12h.",
        (
            (
                "Seu pacote B R um dois três quatro cinco seis sete oito nove chega na"
                " segunda dois de dezembro entre dez horas e doze horas"
            ),
        ),
    ),
    (
        "Os termômetros marcaram 41,2 °C em Cuiabá, recorde desde 1995.",
        (
            (
                "Os termômetros marcaram quarenta e um vírgula dois graus Celsius em Cuiabá"
                " recorde desde mil novecentos e noventa e cinco"
            ),
        ),
    ),
    (
        "A inteira custa R$ 40 e a meia-entrada, R$ 20; crianças até 5 anos não pagam.",
        (
            (
                "A inteira custa quarenta reais e a meia-entrada vinte reais crianças até"
                " cinco anos não pagam"
            ),
        ),
    ),
    (
        "Para o bolo: 4 ovos, 2 xícaras (chá) de açúcar e 1 colher (sopa) de fermento.",
        ("Para o bolo quatro ovos duas xícaras chá de açúcar e uma colher sopa de fermento",),
    ),
    (
        "O metrô da linha 4 passa a cada 3-5 min no horário de pico.",
        ("O metrô da linha quatro passa a cada três a cinco minutos no horário de pico",),
    ),
    (
        "A Argentina venceu a França por 4 a 2 nos pênaltis após empate em 3 a 3.",
        ("A Argentina venceu a França por quatro a dois nos pênaltis após empate em três a três",),
    ),
    (
        "Senna venceu 41 GPs e foi campeão em 1988, 1990 e 1991.",
        (
            (
                "Senna venceu quarenta e um GPs e foi campeão em mil novecentos e oitenta e"
                " oito mil novecentos e noventa e mil novecentos e noventa e um"
            ),
        ),
    ),
    (
        "Instale o Android 14 e deixe ao menos 3,5 GB livres.",
        ("Instale o Android quatorze e deixe ao menos três vírgula cinco gigabytes livres",),
    ),
    (
        "A dose usual é de 500 mg a cada 8 h (máx. de 3 g por dia).",
        (
            (
                "A dose usual é de quinhentos miligramas a cada oito horas máximo de três"
                " gramas por dia"
            ),
        ),
    ),
    (
        "A Selic está em 11,25% a.a., ante 13,75% em agosto de 2023.",
        (
            (
                "A Selic está em onze vírgula vinte e cinco por cento ao ano ante treze"
                " vírgula setenta e cinco por cento em agosto de dois mil e vinte e três"
            ),
        ),
    ),
    (
        "Minha avó nasceu em 8/3/1931 numa vila de 1.022 habitantes.",
        (
            (
                "Minha avó nasceu em oito de março de mil novecentos e trinta e um numa vila"
                " de mil e vinte e dois habitantes"
            ),
        ),
    ),
    (
        "O hotel fica na Av. Atlântica, nº 1702, a 500 m da praia.",
        (
            (
                "O hotel fica na avenida Atlântica número mil setecentos e dois a quinhentos"
                " metros da praia"
            ),
        ),
    ),
    (
        "Você sabia que o séc. XVIII é chamado de Século das Luzes?",
        ("Você sabia que o século dezoito é chamado de Século das Luzes",),
    ),
    (
        "Os Srs. Lima reservaram 2 diárias, de 12 a 15 de agosto, por R$ 1.280.",
        (
            (
                "Os senhores Lima reservaram duas diárias de doze a quinze de agosto por mil"
                " duzentos e oitenta reais"
            ),
        ),
    ),
    (
        "O filme tem 2h10min e começa às 22h15.",
        ("O filme tem duas horas e dez minutos e começa às vinte e duas e quinze",),
    ),
    (
        "Conecte-se à rede 5G ou use o Wi-Fi com a senha 0045XJ.",
        ("Conecte-se à rede cinco G ou use o Wi-Fi com a senha zero zero quatro cinco X J",),
    ),
    (
        "A Terra tem 4,5 bilhões de anos e 510 milhões de km².",
        (
            (
                "A Terra tem quatro vírgula cinco bilhões de anos e quinhentos e dez milhões"
                " de quilômetros quadrados"
            ),
        ),
    ),
    (
        "Digite 1 para vendas, 2 para suporte ou 0 para falar com um atendente.",
        ("Digite um para vendas dois para suporte ou zero para falar com um atendente",),
    ),
    (
        "Das 200 entrevistadas, 31,5% disseram que sim.",
        ("Das duzentas entrevistadas trinta e um vírgula cinco por cento disseram que sim",),
    ),
    (
        "Corri 10 km em 52min30s, num ritmo de 5:15/km.",
        (
            (
                "Corri dez quilômetros em cinquenta e dois minutos e trinta segundos num"
                " ritmo de cinco e quinze por quilômetro"
            ),
            (
                "Corri dez quilômetros em cinquenta e dois minutos trinta segundos num ritmo"
                " de cinco e quinze por quilômetro"
            ),
        ),
    ),
    (
        "O I Encontro de IA reuniu 1.200 pessoas; o II será em 2026.",
        (
            (
                "O primeiro Encontro de IA reuniu mil e duzentas pessoas o segundo será em"
                " dois mil e vinte e seis"
            ),
            (
                "O primeiro Encontro de IA reuniu mil e duzentas pessoas o dois será em dois"
                " mil e vinte e seis"
            ),
        ),
    ),
    (
        "Pedi 3 cafés (R$ 6,50 cada) e 1 pão na chapa: R$ 25,00 no total.",
        (
            (
                "Pedi três cafés seis reais e cinquenta centavos cada e um pão na chapa vinte"
                " e cinco reais no total"
            ),
        ),
    ),
    (
        "A distância é de ~22 milhas, ou seja, 35 km.",
        (
            (
                "A distância é de aproximadamente vinte e duas milhas ou seja trinta e cinco"
                " quilômetros"
            ),
        ),
    ),
    (
        "O jogo começa às 21h30, mas os portões abrem 2h antes.",
        ("O jogo começa às vinte e uma e trinta mas os portões abrem duas horas antes",),
    ),
    (
        "Ligue p/ o nº 3003-3030, opção 2, de 2ª a 6ª, das 8h às 20h.",
        (
            (
                "Ligue para o número três zero zero três três zero três zero opção dois de"
                " segunda a sexta das oito horas às vinte horas"
            ),
        ),
    ),
    (
        "Sua consulta com a Dra. Paula ficou para terça, 21/01, às 16h30.",
        (
            (
                "Sua consulta com a doutora Paula ficou para terça vinte e um de janeiro às"
                " dezesseis e trinta"
            ),
        ),
    ),
    (
        "O quilo do tomate está a R$ 7,99 e o abacate sai por R$ 4,50 a unidade.",
        (
            (
                "O quilo do tomate está a sete reais e noventa e nove centavos e o abacate"
                " sai por quatro reais e cinquenta centavos a unidade"
            ),
        ),
    ),
    (
        "Deixe descansar por 1 h, asse a 200 °C por 45 min e sirva 6 porções.",
        (
            (
                "Deixe descansar por uma hora asse a duzentos graus Celsius por quarenta e"
                " cinco minutos e sirva seis porções"
            ),
        ),
    ),
    (
        "O Everest tem 8.849 m; o Pico da Neblina, 2.995 m.",
        (
            (
                "O Everest tem oito mil oitocentos e quarenta e nove metros o Pico da Neblina"
                " dois mil novecentos e noventa e cinco metros"
            ),
        ),
    ),
    (
        "Aplicando R$ 1.000 a 0,5% ao mês, você teria R$ 1.061,68 em 12 meses.",
        (
            (
                "Aplicando mil reais a zero vírgula cinco por cento ao mês você teria mil e"
                " sessenta e um reais e sessenta e oito centavos em doze meses"
            ),
        ),
    ),
    (
        "Se o erro 404 continuar, limpe o cache (Ctrl + F5).",
        ("Se o erro quatrocentos e quatro continuar limpe o cache Ctrl mais F cinco",),
    ),
    (
        "O bebê nasceu com 3,250 kg e 51 cm, às 2h15 da madrugada.",
        (
            (
                "O bebê nasceu com três vírgula duzentos e cinquenta quilos e cinquenta e um"
                " centímetros às duas e quinze da madrugada"
            ),
        ),
    ),
    (
        "A alíquota do ICMS é de 18%, mas cai para 12% em alguns casos.",
        ("A alíquota do ICMS é de dezoito por cento mas cai para doze por cento em alguns casos",),
    ),
    (
        "Cabral chegou ao Brasil em 22 de abril de 1500, no final do século XV.",
        (
            (
                "Cabral chegou ao Brasil em vinte e dois de abril de mil e quinhentos no"
                " final do século quinze"
            ),
        ),
    ),
    (
        "A aula de ioga é às 2ªs e 4ªs, das 19h às 20h15, na sala B.",
        ("A aula de ioga é às segundas e quartas das dezenove horas às vinte e quinze na sala B",),
    ),
    (
        "Com 1/4 kg de morango e 150 ml de leite você faz 2 vitaminas.",
        (
            (
                "Com um quarto de quilo de morango e cento e cinquenta mililitros de leite"
                " você faz duas vitaminas"
            ),
        ),
    ),
    (
        "Há 3 voos para Lisboa: TP82 (16h35), LA8146 (22h10) e AD8750 (23h05).",
        (
            (
                "Há três voos para Lisboa T P oitenta e dois dezesseis horas e trinta e cinco"
                " minutos L A oito um quatro seis vinte e duas horas e dez minutos e A D oito"
                " sete cinco zero vinte e três horas e cinco minutos"
            ),
        ),
    ),
    (
        "O arquivo relatorio_final.pdf tem 2,4 MB.",
        ("O arquivo relatorio sublinhado final ponto pdf tem dois vírgula quatro megabytes",),
    ),
    (
        "Pelé fez 1.283 gols e venceu 3 Copas do Mundo.",
        ("Pelé fez mil duzentos e oitenta e três gols e venceu três Copas do Mundo",),
    ),
    (
        "De 1 a 10, qual é a dor? Se passar de 7, vá ao pronto-socorro.",
        ("De um a dez qual é a dor Se passar de sete vá ao pronto-socorro",),
    ),
    (
        'A tela de 6,7" tem 120 Hz e a bateria, 5.000 mAh.',
        (
            (
                "A tela de seis vírgula sete polegadas tem cento e vinte hertz e a bateria"
                " cinco mil miliamperes hora"
            ),
        ),
    ),
    (
        "Fatura de jan/2025: R$ 345,75, com vencimento em 15/01.",
        (
            (
                "Fatura de janeiro de dois mil e vinte e cinco trezentos e quarenta e cinco"
                " reais e setenta e cinco centavos com vencimento em quinze de janeiro"
            ),
        ),
    ),
    (
        "A Segunda Guerra (1939-1945) matou cerca de 60 mi de pessoas.",
        (
            (
                "A Segunda Guerra mil novecentos e trinta e nove a mil novecentos e quarenta"
                " e cinco matou cerca de sessenta milhões de pessoas"
            ),
        ),
    ),
    (
        "Moro no 2º andar, apto. 201, bloco C, na Rua das Acácias, 1.022.",
        (
            (
                "Moro no segundo andar apartamento duzentos e um bloco C na Rua das Acácias"
                " mil e vinte e dois"
            ),
        ),
    ),
    (
        "O INSS atende pelo 135, de seg. a sáb., das 7h às 22h.",
        (
            (
                "O INSS atende pelo um três cinco de segunda a sábado das sete horas às vinte"
                " e duas horas"
            ),
            (
                "O INSS atende pelo cento e trinta e cinco de segunda a sábado das sete horas"
                " às vinte e duas horas"
            ),
        ),
    ),
    (
        "O Papa Leão XIV sucedeu a Francisco em 8 de maio de 2025.",
        ("O Papa Leão quatorze sucedeu a Francisco em oito de maio de dois mil e vinte e cinco",),
    ),
    (
        "Em Portugal, o salário mínimo é de 870 €/mês, ou seja, 12.180 € por ano.",
        (
            (
                "Em Portugal o salário mínimo é de oitocentos e setenta euros por mês ou seja"
                " doze mil cento e oitenta euros por ano"
            ),
        ),
    ),
    (
        "Lembre-se: o IPVA vence em 30/09/2025 e custa R$ 1.241,50.",
        (
            (
                "Lembre-se o IPVA vence em trinta de setembro de dois mil e vinte e cinco e"
                " custa mil duzentos e quarenta e um reais e cinquenta centavos"
            ),
        ),
    ),
    (
        "Coloque 300 g de lentilha, 1 cenoura, ½ cebola e 1,5 L de água.",
        (
            (
                "Coloque trezentos gramas de lentilha uma cenoura meia cebola e um vírgula"
                " cinco litros de água"
            ),
            (
                "Coloque trezentos gramas de lentilha uma cenoura meia cebola e um litro e"
                " meio de água"
            ),
        ),
    ),
    (
        "O sol nasce às 5h42 e se põe às 18h05; a umidade é de 64%.",
        (
            (
                "O sol nasce às cinco e quarenta e dois e se põe às dezoito e cinco a umidade"
                " é de sessenta e quatro por cento"
            ),
        ),
    ),
    (
        "O ônibus 272 leva uns 35 min e passa a cada 8-10 min.",
        (
            (
                "O ônibus duzentos e setenta e dois leva uns trinta e cinco minutos e passa a"
                " cada oito a dez minutos"
            ),
        ),
    ),
    (
        "A Sra. Nunes pediu 2 pizzas e 1 garrafa de 2 L: R$ 120 no total.",
        (
            (
                "A senhora Nunes pediu duas pizzas e uma garrafa de dois litros cento e vinte"
                " reais no total"
            ),
        ),
    ),
    (
        "Na final, o Brasil venceu a Itália por 3 x 2 aos 43' do 2º tempo.",
        (
            (
                "Na final o Brasil venceu a Itália por três a dois aos quarenta e três do"
                " segundo tempo"
            ),
            (
                "Na final o Brasil venceu a Itália por três a dois aos quarenta e três"
                " minutos do segundo tempo"
            ),
        ),
    ),
    (
        "A central 0800 888 9999 funciona 24 h por dia, 7 dias por semana.",
        (
            (
                "A central zero oito zero zero oito oito oito nove nove nove nove funciona"
                " vinte e quatro horas por dia sete dias por semana"
            ),
        ),
    ),
    (
        "Baixe o driver v551.23 para a sua RTX 3060 (12 GB).",
        (
            (
                "Baixe o driver versão quinhentos e cinquenta e um ponto vinte e três para a"
                " sua RTX três mil e sessenta doze gigabytes"
            ),
        ),
    ),
    (
        "Machado de Assis (1839-1908) publicou Dom Casmurro aos 60 anos.",
        (
            (
                "Machado de Assis mil oitocentos e trinta e nove a mil novecentos e oito"
                " publicou Dom Casmurro aos sessenta anos"
            ),
        ),
    ),
    (
        "Dom Pedro I abdicou em 1831 e Dom Pedro II assumiu aos 14 anos.",
        (
            (
                "Dom Pedro primeiro abdicou em mil oitocentos e trinta e um e Dom Pedro"
                " segundo assumiu aos quatorze anos"
            ),
        ),
    ),
    (
        "O IPCA subiu 0,3 ponto, para 4,8% em 12 meses.",
        ("O IPCA subiu zero vírgula três ponto para quatro vírgula oito por cento em doze meses",),
    ),
    (
        "Tome 20 gotas (1 ml) 3 vezes ao dia, p. ex., após as refeições.",
        ("Tome vinte gotas um mililitro três vezes ao dia por exemplo após as refeições",),
    ),
    (
        "O depósito mínimo é de US$ 1.000 e a taxa, de 0,25%.",
        ("O depósito mínimo é de mil dólares e a taxa de zero vírgula vinte e cinco por cento",),
    ),
    (
        "São 4 andares: no 1º fica a recepção e, no 4º, o restaurante.",
        ("São quatro andares no primeiro fica a recepção e no quarto o restaurante",),
    ),
    (
        "A raiz quadrada de 144? É 12, porque 12 × 12 = 144.",
        (
            (
                "A raiz quadrada de cento e quarenta e quatro É doze porque doze vezes doze é"
                " igual a cento e quarenta e quatro"
            ),
        ),
    ),
    (
        "O táxi até o aeroporto custa entre R$ 60 e R$ 80 (uns 20 km).",
        (
            (
                "O táxi até o aeroporto custa entre sessenta reais e oitenta reais uns vinte"
                " quilômetros"
            ),
        ),
    ),
    (
        "A oferta termina às 23h59 de 31 de outubro.",
        ("A oferta termina às vinte e três e cinquenta e nove de trinta e um de outubro",),
    ),
    (
        "Ela mora na R. Augusta, nº 202, e tem 2 gatas.",
        ("Ela mora na rua Augusta número duzentos e dois e tem duas gatas",),
    ),
]
"""Written after the rules were made, before they were tried on them."""
