"""Tables of Spanish: units, currencies, abbreviations and the words that decide what a sign is."""

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
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
SHORT_MONTHS = {
    **{name: index + 1 for index, name in enumerate(word_list("ene feb mar abr may jun jul ago"))},
    "sep": 9,
    "sept": 9,
    "set": 9,
    "oct": 10,
    "nov": 11,
    "dic": 12,
    "setiembre": 9,
}
WEEKDAYS = {
    **dict.fromkeys(("lun", "lu"), "lunes"),
    **dict.fromkeys(("mar", "mart"), "martes"),
    **dict.fromkeys(("mié", "mie", "miérc"), "miércoles"),
    **dict.fromkeys(("jue", "juev"), "jueves"),
    **dict.fromkeys(("vie", "vier"), "viernes"),
    **dict.fromkeys(("sáb", "sab"), "sábado"),
    "dom": "domingo",
}

UNITS = nouns("""
    km Km kms KM | kilómetro | kilómetros
    m mt mts | metro | metros
    cm | centímetro | centímetros
    mm | milímetro | milímetros
    µm μm | micrómetro | micrómetros
    nm | nanómetro | nanómetros
    km² km2 | kilómetro cuadrado | kilómetros cuadrados
    m² m2 mt2 mts2 | metro cuadrado | metros cuadrados
    cm² cm2 | centímetro cuadrado | centímetros cuadrados
    m³ m3 | metro cúbico | metros cúbicos
    cm³ cm3 cc | centímetro cúbico | centímetros cúbicos
    ha | hectárea | hectáreas | f
    kg Kg kgs KG | kilo | kilos
    g gr grs | gramo | gramos
    mg | miligramo | miligramos
    µg mcg | microgramo | microgramos
    t | tonelada | toneladas | f
    lb lbs | libra | libras | f
    oz | onza | onzas | f
    l L lt lts | litro | litros
    dl | decilitro | decilitros
    cl | centilitro | centilitros
    ml mL | mililitro | mililitros
    gal | galón | galones
    cda cdas | cucharada | cucharadas | f
    cdta cdtas cdita cditas | cucharadita | cucharaditas | f
    h hr hrs hs | hora | horas | f
    min mins | minuto | minutos
    s seg segs | segundo | segundos
    ms | milisegundo | milisegundos
    °C ºC | grado Celsius | grados Celsius
    °F ºF | grado Fahrenheit | grados Fahrenheit
    ° | grado | grados
    km/h Km/h kph KM/H | kilómetro por hora | kilómetros por hora
    min/km | minuto por kilómetro | minutos por kilómetro
    mph | milla por hora | millas por hora | f
    mi | milla | millas | f
    ft | pie | pies
    ″ | pulgada | pulgadas | f
    m/s | metro por segundo | metros por segundo
    m/s² | metro por segundo al cuadrado | metros por segundo al cuadrado
    W | vatio | vatios
    kW | kilovatio | kilovatios
    MW | megavatio | megavatios
    GW | gigavatio | gigavatios
    Wh | vatio hora | vatios hora
    kWh | kilovatio hora | kilovatios hora
    MWh | megavatio hora | megavatios hora
    V | voltio | voltios
    mAh | miliamperio hora | miliamperios hora
    mA | miliamperio | miliamperios
    Ω | ohmio | ohmios
    Hz | hercio | hercios
    kHz | kilohercio | kilohercios
    MHz | megahercio | megahercios
    GHz | gigahercio | gigahercios
    dB | decibelio | decibelios
    KB kB | kilobyte | kilobytes
    MB | megabyte | megabytes
    GB | gigabyte | gigabytes
    TB | terabyte | terabytes
    GiB | gibibyte | gibibytes
    kbps kbit/s | kilobit por segundo | kilobits por segundo
    Mbps Mbit/s Mb/s | megabit por segundo | megabits por segundo
    Gbps Gbit/s | gigabit por segundo | gigabits por segundo
    MB/s | megabyte por segundo | megabytes por segundo
    px | píxel | píxeles
    Mpx MP Mpx. | megapíxel | megapíxeles
    fps | fotograma por segundo | fotogramas por segundo
    rpm | revolución por minuto | revoluciones por minuto | f
    lpm bpm ppm | latido por minuto | latidos por minuto
    kcal | kilocaloría | kilocalorías | f
    cal | caloría | calorías | f
    kJ | kilojulio | kilojulios
    hPa | hectopascal | hectopascales
    kPa | kilopascal | kilopascales
    psi | libra por pulgada cuadrada | libras por pulgada cuadrada | f
    mmHg | milímetro de mercurio | milímetros de mercurio
    CV cv | caballo | caballos
    hp HP | caballo de fuerza | caballos de fuerza
    pp p.p. | punto porcentual | puntos porcentuales
    hab | habitante | habitantes
    pts ptos pto | punto | puntos
    hab/km² hab./km² | habitante por kilómetro cuadrado | habitantes por kilómetro cuadrado
    págs | página | páginas | f
    ud uds | unidad | unidades | f
    pers | persona | personas | f
""")
LONE_UNITS = frozenset(
    word_list("km KM min/km kg cm² cm mm km² m² m³ km/h m/s kWh kW GB MB TB GHz MHz Mbps ml mL")
)
FEMININE_SIGNS = frozenset(
    word_list("h hr hrs hs t lb lbs oz cda cdas cdta cdtas kcal ha mi mph rpm págs uds")
)
RATES = {
    "100 km": "a los cien kilómetros",
    "100km": "a los cien kilómetros",
    "h": "por hora",
    "s": "por segundo",
    "min": "por minuto",
    "día": "al día",
    "dia": "al día",
    "d": "por día",
    "mes": "al mes",
    "año": "al año",
    "semana": "por semana",
    "persona": "por persona",
    "hab": "por habitante",
}
PERIODS = {
    "minuto": "por minuto",
    "hora": "por hora",
    "día": "al día",
    "dia": "al día",
    "noche": "por noche",
    "semana": "a la semana",
    "mes": "al mes",
    "trimestre": "al trimestre",
    "año": "al año",
}
PER = {
    "mes": "al mes",
    "año": "al año",
    "día": "al día",
    "dia": "al día",
    "semana": "a la semana",
    "hora": "por hora",
    "h": "por hora",
    "hr": "por hora",
    "noche": "por noche",
    "persona": "por persona",
    "pers.": "por persona",
    "usuario": "por usuario",
    "unidad": "por unidad",
    "ud.": "por unidad",
    "kg": "por kilo",
    "kilo": "por kilo",
    "g": "por gramo",
    "l": "por litro",
    "L": "por litro",
    "litro": "por litro",
    "m²": "por metro cuadrado",
    "m2": "por metro cuadrado",
    "km": "por kilómetro",
    "min": "por minuto",
    "minuto": "por minuto",
    "kWh": "por kilovatio hora",
    "MWh": "por megavatio hora",
    "GB": "por gigabyte",
    "barril": "por barril",
    "onza": "por onza",
    "oz": "por onza",
}

CURRENCIES = currencies("""
    € EUR euros euro | euro | euros | m | céntimo | céntimos | bare
    US$ USD U$S u$s U$D dólares dólar | dólar | dólares | m | centavo | centavos
    pesos peso | peso | pesos | m | centavo | centavos
    MXN MX$ Mex$ | peso mexicano | pesos mexicanos | m | centavo | centavos
    ARS AR$ | peso argentino | pesos argentinos | m | centavo | centavos
    COP COL$ | peso colombiano | pesos colombianos | m | centavo | centavos
    CLP CLP$ | peso chileno | pesos chilenos | m | centavo | centavos
    UYU $U | peso uruguayo | pesos uruguayos | m | centavo | centavos
    DOP RD$ | peso dominicano | pesos dominicanos | m | centavo | centavos
    CAD CA$ C$ | dólar canadiense | dólares canadienses | m | centavo | centavos
    AUD AU$ A$ | dólar australiano | dólares australianos | m | centavo | centavos
    £ GBP | libra | libras | f | penique | peniques
    ¥ JPY | yen | yenes | m | sen | sen
    CNY RMB | yuan | yuanes | m | fen | fen
    CHF | franco suizo | francos suizos | m | céntimo | céntimos
    R$ BRL reales | real | reales | m | centavo | centavos
    S/ S/. PEN soles | sol | soles | m | céntimo | céntimos
    Bs Bs. BOB | boliviano | bolivianos | m | centavo | centavos
    ₡ CRC | colón | colones | m | céntimo | céntimos
    ₲ PYG Gs. | guaraní | guaraníes | m | céntimo | céntimos
    ₽ RUB | rublo | rublos | m | kopek | kopeks
    ₹ INR | rupia | rupias | f | paisa | paisas
    ₩ KRW | won | wones | m | jeon | jeon
    ₺ TRY | lira turca | liras turcas | f | kurus | kurus
    ₿ BTC | bitcóin | bitcoines | m | céntimo | céntimos
""")

ABBREVIATIONS = abbreviations("""
    sr. | señor
    sra. | señora
    srta. | señorita
    sres. | señores
    sras. | señoras
    dr. | doctor
    dra. | doctora
    dres. | doctores
    d. | don | name
    D.ª, dña., dñ. | doña | name
    M.ª, Mª. | María | name
    fco. | Francisco | name
    prof. | profesor
    profa. | profesora
    ing. | ingeniero/ingeniera | name
    lic. | licenciado/licenciada | name
    lcdo. | licenciado | name
    lcda. | licenciada | name
    arq. | arquitecto/arquitecta | name
    mtro. | maestro | name
    mtra. | maestra | name
    gral. | general | name
    cap. | capítulo | digit
    caps. | capítulos | digit
    cnel. | coronel | name
    sto. | santo | name
    sta. | santa | name
    hno. | hermano | name
    hnos. | hermanos | end
    excmo. | excelentísimo
    excma. | excelentísima
    ilmo. | ilustrísimo
    ilma. | ilustrísima
    rvdo. | reverendo | name
    mr. | míster | name
    mrs. | místers | name
    ud., vd. | usted | end
    uds., vds. | ustedes | end
    p.ej., p.e. | por ejemplo
    etc. | etcétera | end
    núm., num., nro. | número | digit
    No. | número | inner
    núms., nros. | números | digit
    pág., p., pag. | página | digit
    págs., pp., pags. | páginas | digit
    art. | artículo | digit
    arts. | artículos | digit
    vol. | volumen | digit
    vols. | volúmenes | digit
    fig. | figura | digit
    figs. | figuras | digit
    cód. | código
    ref. | referencia | digit
    ed. | edición | digit
    sec. | sección | digit
    párr. | párrafo | digit
    av., avda., avd., ave. | avenida | place
    pza., plza., pl. | plaza | place
    pº., p.º | paseo | name
    ctra. | carretera
    urb. | urbanización | name
    blvd., bulev. | bulevar | name
    cl. | calle | name
    col. | colonia | name
    edif. | edificio | name
    dpto., depto., dto. | departamento
    apto. | apartamento | digit
    izq., izqda. | izquierda | end
    dcha., der. | derecha | end
    tel., teléf., tfno., tlf., telf., tfn. | teléfono
    cel., móv. | celular | digit
    ext. | extensión | digit
    aprox. | aproximadamente | end
    máx. | máximo | end
    mín. | mínimo | end
    incl. | incluido
    hab. | habitantes | end
    vs. | versus
    i.e. | es decir
    cf., cfr. | compárese
    c/u. | cada uno | end
    ee.uu., eeuu., ee.uu.aa. | Estados Unidos | end
    rr.hh. | recursos humanos | end
    jj.oo. | Juegos Olímpicos | end
    ff.aa. | Fuerzas Armadas | end
    cc.aa. | comunidades autónomas | end
    bs.as. | Buenos Aires | end
    s.a. | ese a | end
    s.l. | ese ele | end
    s.a.s. | ese a ese | end
    s.r.l. | ese erre ele | end
    cía., cia. | compañía | end
    a.c., a.j.c. | antes de Cristo | end
    d.c., d.j.c. | después de Cristo | end
    a.dec. | antes de Cristo | end
    d.dec. | después de Cristo | end
    c.p. | código postal | digit
    c.v. | ce uve | end
    a.m. | a eme | end
    p.m. | pe eme | end
    p.d. | posdata
    s.o.s. | ese o ese | end
    admón. | administración
    atte. | atentamente | end
    cta. | cuenta
    cte. | corriente | end
    dir. | director/directora | name
    pte. | presidente/presidenta | name
    ppal. | principal | end
    obs. | observaciones
    q.e.p.d. | que en paz descanse | end
    s. | siglo | roman
    ss. | siglos | roman
    kg. | kilos | mid
    km. | kilómetros | mid
    cdas. | cucharadas | mid
    cda. | cucharada | mid
    ene. | enero | end
    feb. | febrero | end
    abr. | abril | end
    jun. | junio | end
    jul. | julio | end
    ago. | agosto | end
    sep., sept. | septiembre | end
    oct. | octubre | end
    nov. | noviembre | end
    dic. | diciembre | end
    cdtas. | cucharaditas | mid
    cdta. | cucharadita | mid
""")

SLASHED = {
    "y/o": "y o",
    "o/y": "o y",
    "c/u": "cada uno",
    "c/": "calle",
    "s/n": "sin número",
    "s/": "sin",
    "p/": "para",
    "km/h": "kilómetros por hora",
    "a/a": "a la atención",
    "eeuu": "Estados Unidos",
    "a/c": "aire acondicionado",
}

NO_NOUNS = frozenset(
    word_list(
        "de del a al en con por para y e o u ni que se es son era eran fue fueron será serán"
        " está están estaba ha han había hay más menos los las la el lo un una unos unas nos"
        " sus mis tus después antes hasta desde sobre entre según sin si no ya como cuando"
        " donde pero sino mientras contra durante hacia tras eres estás tienes puedes debes"
        " vas ves además apenas tal mucho muy cada también tampoco mismo aquí allí allá"
        " ahora hoy ayer anoche anteayer tarde temprano mañana siempre nunca gracias"
        " le les me te su mi tu esto eso esta este"
        " ese esa solo sólo todos todas tiene puede debe va significa representa equivale"
        " corresponde incluye ganó perdió abre cierra sale llega empieza termina jamás"
        " entonces luego adelante atrás juntos juntas través detrás cuales quienes aunque"
        " porque pues así bien mal fueras quizás quizá versus"
    )
)
LABELS = frozenset(
    word_list(
        "página pág capítulo cap número núm nº habitación cuarto opción paso nivel sala"
        " puerta vuelo línea artículo art versión tipo grupo clase punto apartado ejercicio"
        " pregunta unidad tema lección tarea fase etapa parte zona piso planta andén vía"
        " terminal canal fila asiento mesa caja código sección figura tabla volumen tomo"
        " fórmula categoría episodio temporada ruta autobús tren metro bus carril kilómetro km"
        " plan bloque módulo ley apto departamento lote turno dorsal calle carrera avenida"
        " casilla ventanilla grado escalón día jornada regla prioridad liga división sub"
        " versículo salmo inciso opus"
    )
)
NUMBERED = frozenset(
    word_list(
        "siglo siglos s ss capítulo cap tomo volumen vol libro acto parte fase título tipo"
        " clase grado artículo sección anexo apéndice nivel etapa escena canto grupo categoría"
        " versión juan-pablo episodio temporada factor mundial tabla lección unidad tema"
        " bloque región plan"
    )
)
KINGS = frozenset(
    word_list(
        "Felipe Alfonso Carlos Fernando Pablo Pío Juan Enrique Luis Napoleón Jorge Eduardo"
        " Ricardo Guillermo Benedicto Francisco Sancho Pedro Nicolás Alejandro Ramsés León"
        " Gregorio Clemente Inocencio Urbano Jaime Ramón Leopoldo Balduino Federico"
        " Maximiliano Gustavo Haakon Harald Mohamed Hasán Teodosio Darío Jerjes Artajerjes"
        " Tolomeo Ptolomeo Tutmosis Seti Otón Iván José Alberto Rainiero Constantino Bonifacio"
        " Julio Sixto Adriano Celestino Esteban Ladislao Boleslao Segismundo Cristián Ludovico"
        " Amadeo Humberto Manuel Abdalá Akenatón Amenofis Pipino Selim Solimán Mehmed Murad"
        " Óscar Olaf Ordoño Ramiro Bermudo García Teobaldo Wamba Charles Henry Louis George"
        " Edward Richard James William Philip Philippe Guillaume Napoleon Frederick Hussein"
        " Faruk Reza Balduino"
    )
)
QUEENS = frozenset(
    word_list(
        "Isabel Juana María Catalina Ana Margarita Cleopatra Berenice Beatriz Urraca Leonor"
        " Petronila Cristina Elizabeth Elisabeth Mary Guillermina Victoria"
    )
)
OPENERS = frozenset(
    word_list(
        "A Ahora Al Además Algunos Allí Aquí Así Aunque Cada Como Con Cuando Cómo Cuál De"
        " Desde Después Durante El Ella Ellas Ellos En Entonces Era Es Esa Ese Eso Esta Estas"
        " Este Esto Estos Está Están Fue Ha Han Hay La Las Le Les Lo Los Luego Me Mi Mientras"
        " Muy No Nos Nuestra Nuestro O Para Pero Por Porque Puede Puedes Pues Que Qué Quien Se"
        " Según Sea Si Sí Sin Sobre Solo Son Su Sus Te También Tiene Tras Todo Todos Todas Tu"
        " Tú Un Una Unas Unos Y Ya Yo Usted Ustedes Recuerda Recuerde Luego Cuesta Cierra Abre"
        " Necesitas Quieres Debes Llama Escribe Consulta Finalmente Gracias Hoy Mañana Ayer"
        " Antes Si Tampoco Primero Incluye"
    )
)
