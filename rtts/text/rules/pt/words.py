"""Tables of Portuguese: units, currencies, abbreviations, words that decide what a sign is."""

from rtts.text.rules.iberian.money import currencies
from rtts.text.rules.iberian.names import abbreviations
from rtts.text.rules.iberian.speech import nouns
from rtts.text.wordlists import word_list

__all__ = [
    "ABBREVIATIONS",
    "CURRENCIES",
    "FEMININE_SIGNS",
    "KINGS",
    "LABELS",
    "LONE_UNITS",
    "MONTHS",
    "NO_NOUNS",
    "NUMBERED",
    "OPENERS",
    "PER",
    "PERIODS",
    "QUEENS",
    "RATES",
    "SHORT_MONTHS",
    "SLASHED",
    "UNITS",
    "WEEKDAYS",
]

MONTHS = word_list(
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
)
SHORT_MONTHS = {
    name: index + 1
    for index, name in enumerate(word_list("jan fev mar abr mai jun jul ago set out nov dez"))
}
WEEKDAYS = {
    "seg": "segunda",
    "ter": "terça",
    "qua": "quarta",
    "qui": "quinta",
    "sex": "sexta",
    "sáb": "sábado",
    "sab": "sábado",
    "dom": "domingo",
}

UNITS = nouns("""
    km Km kms KM | quilômetro | quilômetros
    m mts | metro | metros
    cm | centímetro | centímetros
    mm | milímetro | milímetros
    µm μm | micrômetro | micrômetros
    nm | nanômetro | nanômetros
    km² km2 | quilômetro quadrado | quilômetros quadrados
    m² m2 | metro quadrado | metros quadrados
    cm² cm2 | centímetro quadrado | centímetros quadrados
    m³ m3 | metro cúbico | metros cúbicos
    cm³ cm3 | centímetro cúbico | centímetros cúbicos
    cc | cilindrada | cilindradas | f
    ha | hectare | hectares
    kg Kg kgs KG | quilo | quilos
    g gr | grama | gramas
    mg | miligrama | miligramas
    µg mcg | micrograma | microgramas
    t | tonelada | toneladas | f
    lb lbs | libra | libras | f
    oz | onça | onças | f
    l L lt lts | litro | litros
    dl dL | decilitro | decilitros
    cl cL | centilitro | centilitros
    ml mL | mililitro | mililitros
    h hr hrs hs | hora | horas | f
    min mins | minuto | minutos
    s seg segs | segundo | segundos
    ms | milissegundo | milissegundos
    °C ºC | grau Celsius | graus Celsius
    °F ºF | grau Fahrenheit | graus Fahrenheit
    ° | grau | graus
    km/h Km/h KM/H | quilômetro por hora | quilômetros por hora
    min/km | minuto por quilômetro | minutos por quilômetro
    mph | milha por hora | milhas por hora | f
    ft | pé | pés
    ″ | polegada | polegadas | f
    m/s | metro por segundo | metros por segundo
    m/s² | metro por segundo ao quadrado | metros por segundo ao quadrado
    W | watt | watts
    kW | quilowatt | quilowatts
    MW | megawatt | megawatts
    GW | gigawatt | gigawatts
    kWh | quilowatt-hora | quilowatts-hora
    MWh | megawatt-hora | megawatts-hora
    V | volt | volts
    mAh | miliampere-hora | miliamperes-hora
    mA | miliampere | miliamperes
    Ω | ohm | ohms
    Hz | hertz | hertz
    kHz | quilohertz | quilohertz
    MHz | megahertz | megahertz
    GHz | gigahertz | gigahertz
    dB | decibel | decibéis
    KB kB | quilobyte | quilobytes
    MB | megabyte | megabytes
    GB | gigabyte | gigabytes
    TB | terabyte | terabytes
    kbps kbit/s | quilobit por segundo | quilobits por segundo
    Mbps Mbit/s Mb/s | megabit por segundo | megabits por segundo
    Gbps Gbit/s | gigabit por segundo | gigabits por segundo
    MB/s | megabyte por segundo | megabytes por segundo
    px | pixel | pixels
    MP Mpx | megapixel | megapixels
    fps | quadro por segundo | quadros por segundo
    rpm | rotação por minuto | rotações por minuto | f
    bpm | batimento por minuto | batimentos por minuto
    kcal | quilocaloria | quilocalorias | f
    cal | caloria | calorias | f
    kJ | quilojoule | quilojoules
    hPa | hectopascal | hectopascais
    kPa | quilopascal | quilopascais
    psi | libra por polegada quadrada | libras por polegada quadrada | f
    mmHg | milímetro de mercúrio | milímetros de mercúrio
    cv CV | cavalo | cavalos
    hp HP | cavalo de potência | cavalos de potência
    pp p.p. | ponto percentual | pontos percentuais
    hab | habitante | habitantes
    pts | ponto | pontos
    rep reps | repetição | repetições | f
    hab/km² hab./km² | habitante por quilômetro quadrado | habitantes por quilômetro quadrado
    págs | página | páginas | f
    un unid | unidade | unidades | f
    col cols | colher | colheres | f
    xíc | xícara | xícaras | f
""")
LONE_UNITS = frozenset(
    word_list("km KM min/km kg cm² cm mm km² m² m³ km/h m/s kWh kW GB MB TB GHz MHz Mbps ml mL")
)
FEMININE_SIGNS = frozenset(
    word_list("h hr hrs hs t lb lbs oz kcal mph rpm págs un unid xíc col cols")
)
RATES = {
    "100 km": "a cada cem quilômetros",
    "100km": "a cada cem quilômetros",
    "h": "por hora",
    "s": "por segundo",
    "min": "por minuto",
    "dia": "por dia",
    "mês": "por mês",
    "ano": "por ano",
    "semana": "por semana",
    "pessoa": "por pessoa",
    "hab": "por habitante",
}
PERIODS = {
    "minuto": "por minuto",
    "hora": "por hora",
    "dia": "por dia",
    "noite": "por noite",
    "semana": "por semana",
    "mês": "por mês",
    "trimestre": "por trimestre",
    "ano": "por ano",
}
PER = {
    "mês": "por mês",
    "mes": "por mês",
    "ano": "por ano",
    "dia": "por dia",
    "semana": "por semana",
    "hora": "por hora",
    "h": "por hora",
    "noite": "por noite",
    "pessoa": "por pessoa",
    "usuário": "por usuário",
    "utilizador": "por utilizador",
    "unidade": "por unidade",
    "un": "por unidade",
    "kg": "por quilo",
    "quilo": "por quilo",
    "g": "por grama",
    "l": "por litro",
    "L": "por litro",
    "litro": "por litro",
    "m²": "por metro quadrado",
    "m2": "por metro quadrado",
    "km": "por quilômetro",
    "min": "por minuto",
    "minuto": "por minuto",
    "kWh": "por quilowatt-hora",
    "GB": "por gigabyte",
    "barril": "por barril",
    "saca": "por saca",
    "diária": "por diária",
}

CURRENCIES = currencies("""
    R$ BRL reais | real | reais | m | centavo | centavos
    € EUR euros euro | euro | euros | m | cêntimo | cêntimos
    US$ USD U$ dólares dólar | dólar | dólares | m | centavo | centavos
    CAD CA$ C$ | dólar canadense | dólares canadenses | m | centavo | centavos
    AUD AU$ A$ | dólar australiano | dólares australianos | m | centavo | centavos
    £ GBP | libra | libras | f | centavo | centavos
    ¥ JPY | iene | ienes | m | sen | sen
    CNY RMB | yuan | yuans | m | fen | fen
    CHF | franco suíço | francos suíços | m | cêntimo | cêntimos
    pesos peso | peso | pesos | m | centavo | centavos
    ARS AR$ | peso argentino | pesos argentinos | m | centavo | centavos
    MXN MX$ | peso mexicano | pesos mexicanos | m | centavo | centavos
    CLP CLP$ | peso chileno | pesos chilenos | m | centavo | centavos
    UYU $U | peso uruguaio | pesos uruguaios | m | centavo | centavos
    MZN MT | metical | meticais | m | centavo | centavos
    AOA Kz | kwanza | kwanzas | m | cêntimo | cêntimos
    ₽ RUB | rublo | rublos | m | copeque | copeques
    ₹ INR | rupia | rupias | f | paisa | paisas
    ₩ KRW | won | wons | m | jeon | jeon
    ₿ BTC | bitcoin | bitcoins | m | centavo | centavos
""")

ABBREVIATIONS = abbreviations("""
    sr. | senhor
    sra., sr.ª | senhora
    srta. | senhorita
    srs. | senhores
    sras. | senhoras
    dr. | doutor
    dra., dr.ª, dr.a | doutora
    drs. | doutores
    dras. | doutoras
    d. | dom/dona | name
    prof. | professor
    profa., prof.ª | professora
    profs. | professores
    eng., eng.º | engenheiro/engenheira | name
    enga., eng.ª | engenheira | name
    arq. | arquiteto/arquiteta | name
    exmo. | excelentíssimo
    exmos. | excelentíssimos
    dto. | direito | end
    esq. | esquerdo | end
    lg. | largo | place
    exma. | excelentíssima
    ilmo. | ilustríssimo
    ilma. | ilustríssima
    v.exa., v.ex.ª | vossa excelência | end
    s.exa., s.ex.ª | sua excelência
    v.sa., v.s.ª | vossa senhoria | end
    sto. | santo | name
    sta. | santa | name
    pe. | padre | name
    gen. | general | name
    cel. | celular | digit
    cap. | capítulo | digit
    caps. | capítulos | digit
    dep. | deputado/deputada | name
    gov. | governador/governadora | name
    min. | ministro/ministra | name
    mr. | míster | name
    mrs. | místress | name
    ex. | exemplo | mid
    p.ex., porex. | por exemplo
    jan. | janeiro | end
    fev. | fevereiro | end
    abr. | abril | end
    jun. | junho | end
    jul. | julho | end
    ago. | agosto | end
    nov. | novembro | end
    etc. | etcétera | end
    obs. | observação
    n., núm., num., nr. | número | digit
    pág., p., pag. | página | digit
    págs., pp., pags. | páginas | digit
    art. | artigo | digit
    arts. | artigos | digit
    vol. | volume | digit
    fig. | figura | digit
    figs. | figuras | digit
    tab. | tabela | digit
    ref. | referência | digit
    ed. | edição | digit
    cód. | código
    séc. | século | roman
    sécs. | séculos | roman
    inc. | inciso | roman
    tel., telef. | telefone
    av. | avenida | place
    r. | rua | street
    al. | alameda | street
    pça., pç. | praça | place
    trav., tv. | travessa | place
    rod. | rodovia | place
    est. | estrada | street
    lgo. | largo | name
    jd. | jardim | name
    apto., ap., apt. | apartamento | digit
    bl. | bloco | digit
    qd. | quadra | digit
    lt. | lote | digit
    edif. | edifício | name
    depto., dept., dpto. | departamento
    cia. | companhia | end
    ltda. | limitada | end
    lda. | limitada | end
    s.a. | esse á | end
    aprox. | aproximadamente | end
    máx. | máximo | end
    mín. | mínimo | end
    incl. | incluindo
    hab. | habitantes | end
    qtd., qtde. | quantidade
    vs. | versus
    i.e. | isto é
    cf. | confira
    a.c. | antes de Cristo | end
    d.c. | depois de Cristo | end
    a.m. | ao mês | end
    a.a. | ao ano | end
    a.d. | ao dia | end
    p.m. | da tarde | end
    p.s. | pê esse
    att. | atenciosamente | end
    dir. | diretor/diretora | name
    pres. | presidente | name
    jr. | júnior | end
    fl. | folha | digit
    fls. | folhas | digit
    e.u.a. | Estados Unidos | end
    cx. | caixa | digit
    ram. | ramal | digit
    km. | quilômetros | mid
    kg. | quilos | mid
    xíc. | xícara | mid
""")

SLASHED = {
    "e/ou": "e ou",
    "c/": "com",
    "s/": "sem",
    "p/": "para",
    "s/n": "sem número",
    "s/nº": "sem número",
    "s/a": "esse á",
    "km/h": "quilômetros por hora",
    "eua": "Estados Unidos",
    "obs": "observação",
    "a/c": "aos cuidados",
}

NO_NOUNS = frozenset(
    word_list(
        "de do da dos das a o os as ao aos à às em no na nos nas com por pelo pela pelos"
        " pelas para e ou que se é são era eram foi foram será serão está estão estava há tem"
        " têm mais menos um uma uns umas seus suas meus minhas teus tuas depois antes até"
        " desde sobre entre segundo sem não já como quando onde mas porém enquanto contra"
        " durante após sob atrás além nós vós lhes lhe me te cada muito também mesmo aqui ali"
        " lá agora hoje ontem anteontem cedo tarde amanhã sempre nunca"
        " só isso isto esse essa este esta eles elas"
        " todos todas pode deve vai vamos fica ficam significa custa representa equivale"
        " corresponde inclui ganhou perdeu abre fecha sai chega começa termina pois então"
        " assim bem mal apenas ainda nem juntos aliás quais nas num numa tampouco através"
        " fazem faz tinha havia sendo logo jamais simples ante perante trás"
    )
)
LABELS = frozenset(
    word_list(
        "página pág capítulo cap número núm nº quarto opção passo nível sala porta voo linha"
        " artigo art versão tipo grupo classe ponto exercício pergunta unidade tema lição"
        " tarefa fase etapa parte zona piso andar plataforma via terminal portão fila assento"
        " mesa caixa código seção figura tabela volume tomo fórmula categoria episódio"
        " temporada rota ônibus trem metrô quilômetro km plano bloco módulo lei apartamento"
        " apto ap lote camisa rua avenida casa grau dia rodada regra prioridade divisão sub"
        " versículo salmo inciso chave item questão turma série canal leito quadra processo"
        " poltrona box loja pista faixa ramal cais carruagem autocarro"
    )
)
NUMBERED = frozenset(
    word_list(
        "século séculos séc sécs capítulo cap tomo volume vol livro ato parte fase título"
        " tipo classe grau artigo seção anexo apêndice nível etapa cena canto grupo categoria"
        " versão episódio temporada fator inciso tabela lição unidade tema bloco região plano"
        " incisos"
    )
)
KINGS = frozenset(
    word_list(
        "Pedro João Paulo Afonso Carlos Filipe Felipe Manuel Luís Luiz Henrique Duarte"
        " Fernando Sancho Dinis José Miguel Sebastião Pio Bento Francisco Leão Gregório"
        " Clemente Inocêncio Urbano Eduardo Ricardo Guilherme Jorge Alexandre Nicolau Napoleão"
        " Ramsés Frederico Gustavo Leopoldo Alberto Dario Xerxes Ptolomeu Otão Ivan"
        " Constantino Bonifácio Júlio Sisto Adriano Celestino Harald Haakon Balduíno Umberto"
        " Amadeu Tutmés Seti Teodósio Maximiliano Jaime Ramiro Charles Henry Louis George"
        " Edward Richard James William Philip Philippe Napoleon Frederick Constantino"
    )
)
QUEENS = frozenset(
    word_list(
        "Isabel Elizabeth Elisabeth Mary Elisabete Maria Catarina Ana Margarida Cleópatra"
        " Beatriz Leonor Cristina Guilhermina Vitória Joana"
    )
)
OPENERS = frozenset(
    word_list(
        "A Agora Ainda Além Algumas Alguns Ali Ao Aos Apesar Após Aqui As Assim Até Cada Caso"
        " Com Como Da Das De Depois Desde Do Dos Durante E Ela Elas Ele Eles Em Embora Entre"
        " Então Era Essa Esse Esta Estas Este Estes Está Estão Eu Foi Há Hoje Isso Isto Já Lá"
        " Logo Mas Mais Me Mesmo Meu Minha Muito Na Nas No Nos Nossa Nosso Não Nós O Onde Os"
        " Ou Para Pela Pelo Por Porque Porém Pode Podem Posso Primeiro Qual Quando Quanto Que"
        " Quem Quer Se Segundo Sem Sendo Seu Sua Seus Suas Sim Sobre Só São Também Tem Tenha"
        " Todas Todo Todos Um Uma Vai Vamos Você Vocês É Às À Amanhã Ontem Lembre Ligue Custa"
        " Abre Fecha Obrigado Obrigada Gostaria Deseja"
    )
)
