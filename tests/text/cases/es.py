"""Spanish, as it is written and as people say it."""

__all__ = ["BLIND", "CASES", "LAST", "SENTENCES"]

Case = tuple[str, tuple[str, ...]]

CASES: dict[str, list[Case]] = {
    "link": [
        ("el pedido #AB-12", ("el pedido A B uno dos", "el pedido A B doce")),
        ("www.ejemplo.es", ("www punto ejemplo punto es",)),
        ("https://renfe.com/billetes", ("renfe punto com barra billetes",)),
        ("ana.ruiz@correo.com", ("ana punto ruiz arroba correo punto com",)),
        ("@maria_lopez", ("arroba maria guion bajo lopez",)),
    ],
    "phone": [
        ("612 34 56 78", ("seis uno dos tres cuatro cinco seis siete ocho",)),
        ("91 123 45 67", ("nueve uno uno dos tres cuatro cinco seis siete",)),
        ("55 1234 5678", ("cinco cinco uno dos tres cuatro cinco seis siete ocho",)),
        ("+34 612 345 678", ("más tres cuatro seis uno dos tres cuatro cinco seis siete ocho",)),
        ("(55) 1234-5678", ("cinco cinco uno dos tres cuatro cinco seis siete ocho",)),
        ("900 123 456", ("nueve cero cero uno dos tres cuatro cinco seis",)),
        ("llama al 911", ("llama al nueve uno uno", "llama al novecientos once")),
    ],
    "date": [
        ("de ene. a mar. llueve", ("de enero a marzo llueve",)),
        ("nos vemos en oct.", ("nos vemos en octubre",)),
        ("de lun. a mar. de 8:00 a 9:00", ("de lunes a martes de ocho a nueve",)),
        ("05/2024", ("mayo de dos mil veinticuatro",)),
        ("3 de mayo de 2024", ("tres de mayo de dos mil veinticuatro",)),
        ("03/05/2024", ("tres de mayo de dos mil veinticuatro",)),
        ("2024-05-03", ("tres de mayo de dos mil veinticuatro",)),
        ("1 de enero", ("primero de enero", "uno de enero")),
        ("21 dic. 2023", ("veintiuno de diciembre de dos mil veintitrés",)),
        ("el 3/5", ("el tres de mayo",)),
        ("12/10/1492", ("doce de octubre de mil cuatrocientos noventa y dos",)),
        ("31-12-99", ("treinta y uno de diciembre de mil novecientos noventa y nueve",)),
    ],
    "time": [
        ("de 16:00 a 20:00 h", ("de dieciséis a veinte horas",)),
        ("16:00-20:30", ("dieciséis a veinte treinta",)),
        ("a las 15:00 y 17:30", ("a las quince horas y diecisiete treinta",)),
        ("dura 1:30 h", ("dura una hora y treinta minutos", "dura una hora y media")),
        ("15:30 h", ("quince treinta horas", "quince treinta", "quince y treinta")),
        ("a las 8:00", ("a las ocho", "a las ocho en punto")),
        ("8 h", ("ocho horas",)),
        ("a las 3 p. m.", ("a las tres de la tarde", "a las tres pe eme")),
        ("9:30 a.m.", ("nueve y media de la mañana", "nueve treinta a eme")),
        ("a la 1", ("a la una",)),
        ("a las 21", ("a las veintiuna",)),
        ("15h30", ("quince horas y treinta minutos", "quince treinta")),
        ("9:00–17:00", ("nueve a diecisiete horas", "nueve a diecisiete")),
        ("01:30:15", ("una hora treinta minutos y quince segundos",)),
        ("UTC-3", ("UTC menos tres",)),
    ],
    "money": [
        ("3,3 M hab.", ("tres coma tres millones de habitantes",)),
        ("1,5 M más", ("uno coma cinco millones más",)),
        ("12,50 €", ("doce euros con cincuenta", "doce con cincuenta euros")),
        ("1.234,56 €", ("mil doscientos treinta y cuatro euros con cincuenta y seis",)),
        ("0,99 €", ("noventa y nueve céntimos",)),
        ("21 €", ("veintiún euros",)),
        ("1 €", ("un euro",)),
        ("200 £", ("doscientas libras",)),
        ("US$ 1,234.50", ("mil doscientos treinta y cuatro dólares con cincuenta centavos",)),
        ("$15.000", ("quince mil pesos",)),
        ("500 MXN", ("quinientos pesos mexicanos",)),
        ("3 M€", ("tres millones de euros",)),
        ("1,5 millones de €", ("uno coma cinco millones de euros",)),
        ("2.000.000 €", ("dos millones de euros",)),
        ("10-20 €", ("diez a veinte euros",)),
        ("9,99 €/mes", ("nueve euros con noventa y nueve al mes",)),
        ("-50 €", ("menos cincuenta euros",)),
        ("S/ 25", ("veinticinco soles",)),
    ],
    "measure": [
        ("84 hab./km²", ("ochenta y cuatro habitantes por kilómetro cuadrado",)),
        ("25 °C", ("veinticinco grados Celsius", "veinticinco grados centígrados")),
        ("-5 °C", ("menos cinco grados Celsius", "cinco grados bajo cero")),
        ("1 °C", ("un grado Celsius",)),
        ("120 km/h", ("ciento veinte kilómetros por hora",)),
        ("21 km", ("veintiún kilómetros",)),
        ("1 h", ("una hora",)),
        ("85 m²", ("ochenta y cinco metros cuadrados",)),
        ("2,5 kg", ("dos coma cinco kilos", "dos coma cinco kilogramos")),
        ("16 GB", ("dieciséis gigabytes", "dieciséis gigas")),
        ("10x20 cm", ("diez por veinte centímetros",)),
        ("1920×1080", ("mil novecientos veinte por mil ochenta",)),
        ("5–10 km", ("cinco a diez kilómetros",)),
        ("300 Mbps", ("trescientos megabits por segundo",)),
        ("6 l/100 km", ("seis litros a los cien kilómetros", "seis litros cada cien kilómetros")),
        ("por kg", ("por kilo",)),
    ],
    "percent": [
        ("21 %", ("veintiuno por ciento", "veintiún por ciento")),
        ("3,5%", ("tres coma cinco por ciento",)),
        ("10-15%", ("diez a quince por ciento",)),
        ("5‰", ("cinco por mil",)),
    ],
    "range": [
        ("5-7", ("cinco a siete", "de cinco a siete")),
        ("2019–2024", ("dos mil diecinueve a dos mil veinticuatro",)),
        ("págs. 5-7", ("páginas cinco a siete",)),
        ("1-2 tazas", ("una a dos tazas",)),
    ],
    "fraction": [
        ("1/2 taza", ("media taza",)),
        ("3/4", ("tres cuartos",)),
        ("1 1/2 tazas", ("una taza y media",)),
        ("2½ kilos", ("dos kilos y medio",)),
        ("24/7", ("veinticuatro siete",)),
        ("8/10", ("ocho sobre diez", "ocho de diez")),
        ("16:9", ("dieciséis a nueve", "dieciséis novenos")),
        ("3:1", ("tres a uno",)),
    ],
    "version": [
        ("v2.1.3", ("versión dos punto uno punto tres",)),
        ("Python 3.12", ("Python tres punto doce",)),
        (
            "192.168.1.10",
            ("ciento noventa y dos punto ciento sesenta y ocho punto uno punto diez",),
        ),
    ],
    "ordinal": [
        ("1.º", ("primero",)),
        ("2.ª planta", ("segunda planta",)),
        ("3er piso", ("tercer piso",)),
        ("1.er lugar", ("primer lugar",)),
        ("21.ª edición", ("vigésima primera edición",)),
        ("5º puesto", ("quinto puesto",)),
        ("1ra vez", ("primera vez",)),
    ],
    "roman": [
        ("siglo XXI", ("siglo veintiuno",)),
        ("siglo V", ("siglo quinto", "siglo cinco")),
        ("Felipe II", ("Felipe segundo",)),
        ("Isabel II", ("Isabel segunda",)),
        ("Alfonso XIII", ("Alfonso trece",)),
        ("Juan Pablo II", ("Juan Pablo segundo",)),
        ("la II Guerra Mundial", ("la segunda Guerra Mundial",)),
        ("capítulo IV", ("capítulo cuatro", "capítulo cuarto")),
        ("s. XIX", ("siglo diecinueve",)),
    ],
    "number": [
        ("ganó 3-1 anoche", ("ganó tres a uno anoche",)),
        ("(9,2 M)", ("nueve coma dos millones",)),
        ("1 área", ("un área",)),
        ("21 aulas", ("veintiuna aulas",)),
        ("1.234.567", ("un millón doscientos treinta y cuatro mil quinientos sesenta y siete",)),
        ("1,234,567", ("un millón doscientos treinta y cuatro mil quinientos sesenta y siete",)),
        ("12\u202f345", ("doce mil trescientos cuarenta y cinco",)),
        ("3,14", ("tres coma catorce",)),
        ("3.5", ("tres punto cinco", "tres coma cinco")),
        ("0,05", ("cero coma cero cinco",)),
        ("21 personas", ("veintiuna personas",)),
        ("21 libros", ("veintiún libros",)),
        ("200 mil casas", ("doscientas mil casas",)),
        ("31 problemas", ("treinta y un problemas",)),
        ("1 noche", ("una noche",)),
        ("21 en total", ("veintiuno en total",)),
        ("101 manos", ("ciento una manos",)),
        ("-3", ("menos tres",)),
        ("5+", ("más de cinco", "cinco o más")),
        ("~5", ("aproximadamente cinco", "unos cinco")),
        ("los años 90", ("los años noventa",)),
        ("en 1991 nació", ("en mil novecientos noventa y uno nació",)),
    ],
    "code": [
        ("COVID-19", ("COVID diecinueve",)),
        ("GPT-4", ("GPT cuatro",)),
        ("H2O", ("H dos O",)),
        ("A4", ("A cuatro",)),
        ("ABC-1234", ("A B C uno dos tres cuatro",)),
        ("IB3170", ("I B tres uno siete cero",)),
        ("código 48213", ("código cuatro ocho dos uno tres",)),
        ("08001", ("cero ocho cero cero uno",)),
        ("12345678Z", ("uno dos tres cuatro cinco seis siete ocho Z",)),
    ],
    "symbol": [
        ("2 + 2 = 4", ("dos más dos es igual a cuatro", "dos más dos igual a cuatro")),
        ("x²", ("x al cuadrado",)),
        ("10⁻³", ("diez elevado a menos tres",)),
        ("√16", ("raíz cuadrada de dieciséis",)),
        ("5 ≤ 7", ("cinco menor o igual que siete",)),
        ("pan & vino", ("pan y vino",)),
        ("6 ÷ 2", ("seis entre dos",)),
        ("7 - 2 = 5", ("siete menos dos es igual a cinco",)),
    ],
    "abbreviation": [
        ("el Sr. García", ("el señor García",)),
        ("la Dra. Ruiz", ("la doctora Ruiz",)),
        ("D. Juan", ("don Juan",)),
        ("Dña. Elena", ("doña Elena",)),
        ("Ud. sabe", ("usted sabe",)),
        ("EE. UU.", ("Estados Unidos",)),
        ("EE.UU.", ("Estados Unidos",)),
        ("p. ej., pan", ("por ejemplo, pan",)),
        ("pan, vino, etc.", ("pan, vino, etcétera.",)),
        ("núm. 5", ("número cinco",)),
        ("n.º 5", ("número cinco",)),
        ("#1", ("número uno",)),
        ("pág. 12", ("página doce",)),
        ("av. Reforma", ("avenida Reforma",)),
        ("c/ Mayor, 3", ("calle Mayor, tres",)),
        ("500 a. C.", ("quinientos antes de Cristo",)),
        ("476 d. C.", ("cuatrocientos setenta y seis después de Cristo",)),
        ("y/o", ("y o",)),
        ("niños/as", ("niños o niñas",)),
    ],
}

SENTENCES: list[Case] = [
    (
        "La reunión es el 3 de mayo a las 15:30 en la sala 21.",
        (
            "La reunión es el tres de mayo a las quince treinta en la sala veintiuno",
            "La reunión es el tres de mayo a las quince y treinta en la sala veintiuno",
        ),
    ),
    (
        "El menú cuesta 12,50 € y el café 1,20 €.",
        ("El menú cuesta doce euros con cincuenta y el café un euro con veinte",),
    ),
    (
        "Mañana habrá 25 °C en Sevilla y -2 °C en Burgos.",
        (
            (
                "Mañana habrá veinticinco grados Celsius en Sevilla y menos dos grados"
                " Celsius en Burgos"
            ),
        ),
    ),
    (
        "Puede llamar al 91 123 45 67 de 9:00 a 14:00.",
        (
            (
                "Puede llamar al nueve uno uno dos tres cuatro cinco seis siete de nueve a"
                " catorce horas"
            ),
        ),
    ),
    (
        "Añade 200 g de harina, 1/2 taza de azúcar y 3 huevos.",
        ("Añade doscientos gramos de harina media taza de azúcar y tres huevos",),
    ),
    (
        "El Sr. López vive en EE. UU. desde 2019.",
        ("El señor López vive en Estados Unidos desde dos mil diecinueve",),
    ),
    (
        "El Real Madrid ganó 3-1 al Barcelona en el minuto 90.",
        ("El Real Madrid ganó tres a uno al Barcelona en el minuto noventa",),
    ),
    (
        "Tu pedido n.º 48213 llegará entre el 5 y el 7 de junio.",
        (
            "Tu pedido número cuatro ocho dos uno tres llegará entre el cinco y el siete de junio",
            (
                "Tu pedido número cuarenta y ocho mil doscientos trece llegará entre el cinco"
                " y el siete de junio"
            ),
        ),
    ),
    (
        "El vuelo IB3170 sale a las 8:15 de la puerta B12.",
        ("El vuelo I B tres uno siete cero sale a las ocho y cuarto de la puerta B doce",),
    ),
    (
        "La inflación subió un 3,2 % en 2023, según el INE.",
        ("La inflación subió un tres coma dos por ciento en dos mil veintitrés según el INE",),
    ),
    (
        "Tome 1 comprimido cada 8 h durante 7 días.",
        ("Tome un comprimido cada ocho horas durante siete días",),
    ),
    (
        "Felipe II reinó en el siglo XVI y Felipe VI reina hoy.",
        ("Felipe segundo reinó en el siglo dieciséis y Felipe sexto reina hoy",),
    ),
    (
        "El coche alcanza 210 km/h y consume 5,5 l/100 km.",
        (
            (
                "El coche alcanza doscientos diez kilómetros por hora y consume cinco coma"
                " cinco litros a los cien kilómetros"
            ),
        ),
    ),
    (
        "En México cuesta $1,250.50, es decir, unos US$70.",
        (
            (
                "En México cuesta mil doscientos cincuenta pesos con cincuenta centavos es"
                " decir unos setenta dólares"
            ),
        ),
    ),
    (
        "Son las 3 p. m. ¿Quieres que te lo recuerde a las 5 p. m.?",
        ("Son las tres de la tarde Quieres que te lo recuerde a las cinco de la tarde",),
    ),
    (
        "Ejecuta Python 3.12 en el puerto 8080 de 192.168.1.1.",
        (
            (
                "Ejecuta Python tres punto doce en el puerto ocho mil ochenta de ciento"
                " noventa y dos punto ciento sesenta y ocho punto uno punto uno"
            ),
        ),
    ),
    (
        "Hay 21 personas en lista de espera y 200 mesas libres.",
        ("Hay veintiuna personas en lista de espera y doscientas mesas libres",),
    ),
    (
        "1. Abre la aplicación.\n2. Pulsa «Ajustes».\n3. Reinicia.",
        ("uno Abre la aplicación dos Pulsa Ajustes tres Reinicia",),
    ),
    (
        "Visite www.renfe.com o escriba a info@renfe.es.",
        ("Visite www punto renfe punto com o escriba a info arroba renfe punto es",),
    ),
    (
        "El piso tiene 85 m², 2 baños y cuesta 1.100 €/mes.",
        (
            (
                "El piso tiene ochenta y cinco metros cuadrados dos baños y cuesta mil cien"
                " euros al mes"
            ),
        ),
    ),
    (
        "La dirección es c/ Gran Vía, 28, 3.º B, 28013 Madrid.",
        (
            "La dirección es calle Gran Vía veintiocho tercero B veintiocho mil trece Madrid",
            "La dirección es calle Gran Vía veintiocho tercero B dos ocho cero uno tres Madrid",
        ),
    ),
    (
        "Trabajan de lunes a viernes de 9 a 18 h.",
        ("Trabajan de lunes a viernes de nueve a dieciocho horas",),
    ),
    (
        "El 1 de enero de 2000 tenía 21 años.",
        (
            "El primero de enero de dos mil tenía veintiún años",
            "El uno de enero de dos mil tenía veintiún años",
        ),
    ),
    (
        "El Dr. Gómez atiende los lun. y jue. de 10:00 a 13:30.",
        (
            "El doctor Gómez atiende los lunes y jueves de diez a trece treinta",
            "El doctor Gómez atiende los lunes y jueves de diez a trece y treinta",
        ),
    ),
    (
        "Ganó la medalla de oro en los JJ. OO. de 1992.",
        ("Ganó la medalla de oro en los Juegos Olímpicos de mil novecientos noventa y dos",),
    ),
    (
        "El plan Pro cuesta $20 al mes e incluye 100 GB.",
        (
            "El plan Pro cuesta veinte dólares al mes e incluye cien gigabytes",
            "El plan Pro cuesta veinte pesos al mes e incluye cien gigabytes",
        ),
    ),
]

BLIND: list[Case] = [
    (
        "Tu cita con la Dra. Martín es el jueves 14 de marzo a las 10:45 en la C/ Alcalá, 120.",
        (
            (
                "Tu cita con la doctora Martín es el jueves catorce de marzo a las diez"
                " cuarenta y cinco en la calle Alcalá ciento veinte"
            ),
            (
                "Tu cita con la doctora Martín es el jueves catorce de marzo a las once menos"
                " cuarto en la calle Alcalá ciento veinte"
            ),
        ),
    ),
    (
        "El pronóstico para hoy: máx. 31 °C, mín. 19 °C y un 20 % de probabilidad de lluvia.",
        (
            (
                "El pronóstico para hoy máximo treinta y un grados Celsius mínimo diecinueve"
                " grados Celsius y un veinte por ciento de probabilidad de lluvia"
            ),
            (
                "El pronóstico para hoy máxima treinta y un grados Celsius mínima diecinueve"
                " grados Celsius y un veinte por ciento de probabilidad de lluvia"
            ),
        ),
    ),
    (
        "Se espera viento de 30 a 40 km/h con rachas de hasta 65 km/h.",
        (
            (
                "Se espera viento de treinta a cuarenta kilómetros por hora con rachas de"
                " hasta sesenta y cinco kilómetros por hora"
            ),
        ),
    ),
    (
        "El AVE 03142 sale de Atocha a las 07:30 y llega a Sevilla a las 10:02.",
        (
            (
                "El AVE cero tres uno cuatro dos sale de Atocha a las siete y media y llega a"
                " Sevilla a las diez y dos"
            ),
            (
                "El AVE cero tres uno cuatro dos sale de Atocha a las siete treinta y llega a"
                " Sevilla a las diez cero dos"
            ),
        ),
    ),
    (
        (
            "Para 4 personas necesitas 400 g de arroz, 1 l de caldo, 2 dientes de ajo y ¼ de"
            " cdta. de azafrán."
        ),
        (
            (
                "Para cuatro personas necesitas cuatrocientos gramos de arroz un litro de"
                " caldo dos dientes de ajo y un cuarto de cucharadita de azafrán"
            ),
        ),
    ),
    (
        "Precalienta el horno a 180 ºC y hornea entre 25 y 30 min.",
        (
            (
                "Precalienta el horno a ciento ochenta grados Celsius y hornea entre"
                " veinticinco y treinta minutos"
            ),
        ),
    ),
    (
        "El iPhone 15 de 128 GB cuesta 959 €, IVA incl.",
        (
            (
                "El iPhone quince de ciento veintiocho gigabytes cuesta novecientos cincuenta"
                " y nueve euros IVA incluido"
            ),
        ),
    ),
    (
        "La habitación doble sale a 89 €/noche; son 267 € por 3 noches.",
        (
            (
                "La habitación doble sale a ochenta y nueve euros por noche son doscientos"
                " sesenta y siete euros por tres noches"
            ),
        ),
    ),
    (
        "Carlos I de España fue también Carlos V de Alemania.",
        ("Carlos primero de España fue también Carlos quinto de Alemania",),
    ),
    (
        "La Constitución de 1978 consta de 169 artículos; el art. 14 trata de la igualdad.",
        (
            (
                "La Constitución de mil novecientos setenta y ocho consta de ciento sesenta y"
                " nueve artículos el artículo catorce trata de la igualdad"
            ),
        ),
    ),
    (
        "El Barça ganó 2-1 y suma 31 puntos tras 13 jornadas (10 V, 1 E, 2 D).",
        (
            (
                "El Barça ganó dos a uno y suma treinta y un puntos tras trece jornadas diez"
                " V un E dos D"
            ),
            (
                "El Barça ganó dos a uno y suma treinta y un puntos tras trece jornadas diez"
                " V uno E dos D"
            ),
        ),
    ),
    (
        "Alcaraz venció por 6-4, 3-6 y 7-5 en 2 h 48 min.",
        (
            (
                "Alcaraz venció por seis a cuatro tres a seis y siete a cinco en dos horas y"
                " cuarenta y ocho minutos"
            ),
            (
                "Alcaraz venció por seis cuatro tres seis y siete cinco en dos horas y"
                " cuarenta y ocho minutos"
            ),
        ),
    ),
    (
        "Reinicia el router: desconéctalo 30 s y comprueba que la IP sea 192.168.0.1.",
        (
            (
                "Reinicia el router desconéctalo treinta segundos y comprueba que la IP sea"
                " ciento noventa y dos punto ciento sesenta y ocho punto cero punto uno"
            ),
        ),
    ),
    (
        "Instala la versión 14.2.1 o superior (aprox. 1,2 GB).",
        (
            (
                "Instala la versión catorce punto dos punto uno o superior aproximadamente"
                " uno coma dos gigabytes"
            ),
        ),
    ),
    (
        "El paracetamol de 1 g puede tomarse cada 6-8 h, sin superar 4 g/día.",
        (
            (
                "El paracetamol de un gramo puede tomarse cada seis a ocho horas sin superar"
                " cuatro gramos al día"
            ),
            (
                "El paracetamol de un gramo puede tomarse cada seis a ocho horas sin superar"
                " cuatro gramos por día"
            ),
        ),
    ),
    (
        "Una presión de 120/80 mmHg se considera normal.",
        (
            "Una presión de ciento veinte sobre ochenta milímetros de mercurio se considera normal",
            "Una presión de ciento veinte ochenta milímetros de mercurio se considera normal",
        ),
    ),
    (
        "La población de México supera los 126 millones, y la de EE. UU., los 330 millones.",
        (
            (
                "La población de México supera los ciento veintiséis millones y la de Estados"
                " Unidos los trescientos treinta millones"
            ),
        ),
    ),
    (
        "El dólar cerró en $17.05 por unidad, un 0.4% menos que ayer.",
        (
            (
                "El dólar cerró en diecisiete pesos con cinco centavos por unidad un cero"
                " punto cuatro por ciento menos que ayer"
            ),
            (
                "El dólar cerró en diecisiete dólares con cinco centavos por unidad un cero"
                " punto cuatro por ciento menos que ayer"
            ),
        ),
    ),
    (
        "Llámenos al (55) 5658-1111 o escriba por WhatsApp al +52 1 55 1234 5678.",
        (
            (
                "Llámenos al cinco cinco cinco seis cinco ocho uno uno uno uno o escriba por"
                " WhatsApp al más cinco dos uno cinco cinco uno dos tres cuatro cinco seis"
                " siete ocho"
            ),
        ),
    ),
    (
        "Roma cayó en el 476 d. C., más de 1.200 años después de su fundación, en el 753 a. C.",
        (
            (
                "Roma cayó en el cuatrocientos setenta y seis después de Cristo más de mil"
                " doscientos años después de su fundación en el setecientos cincuenta y tres"
                " antes de Cristo"
            ),
        ),
    ),
    (
        "El descuento es del 15 %: pagarías 51 € en vez de 60 €.",
        (
            (
                "El descuento es del quince por ciento pagarías cincuenta y un euros en vez"
                " de sesenta euros"
            ),
        ),
    ),
    (
        "La tienda abre de L-V de 10:00 a 20:30 y los sáb. hasta las 14 h.",
        (
            (
                "La tienda abre de lunes a viernes de diez a veinte treinta y los sábados"
                " hasta las catorce horas"
            ),
            (
                "La tienda abre de lunes a viernes de diez a veinte treinta y los sábado"
                " hasta las catorce horas"
            ),
        ),
    ),
    (
        "El área de un círculo es π × r²; con r = 3 cm, son 28,27 cm².",
        (
            (
                "El área de un círculo es pi por r al cuadrado con r es igual a tres"
                " centímetros son veintiocho coma veintisiete centímetros cuadrados"
            ),
            (
                "El área de un círculo es pi por r al cuadrado con r igual a tres centímetros"
                " son veintiocho coma veintisiete centímetros cuadrados"
            ),
        ),
    ),
    (
        "El tomo II, pág. 231, recoge 21 cartas inéditas de la época.",
        (
            (
                "El tomo dos página doscientos treinta y uno recoge veintiuna cartas inéditas"
                " de la época"
            ),
            (
                "El tomo segundo página doscientos treinta y uno recoge veintiuna cartas"
                " inéditas de la época"
            ),
        ),
    ),
    (
        "Telefónica, S. A. facturó 40.652 M€ en 2023, un 1,6 % más.",
        (
            (
                "Telefónica ese a facturó cuarenta mil seiscientos cincuenta y dos millones"
                " de euros en dos mil veintitrés un uno coma seis por ciento más"
            ),
            (
                "Telefónica sociedad anónima facturó cuarenta mil seiscientos cincuenta y dos"
                " millones de euros en dos mil veintitrés un uno coma seis por ciento más"
            ),
        ),
    ),
    (
        "Tienes 1 mensaje nuevo de D.ª Carmen: «Quedamos a la 1:30 p. m.».",
        (
            "Tienes un mensaje nuevo de doña Carmen Quedamos a la una y media de la tarde",
            "Tienes un mensaje nuevo de doña Carmen Quedamos a la una treinta pe eme",
        ),
    ),
    (
        "Tienes 2 reuniones hoy: una a las 9:15 y otra a las 16:00.",
        (
            "Tienes dos reuniones hoy una a las nueve y cuarto y otra a las dieciséis",
            "Tienes dos reuniones hoy una a las nueve y cuarto y otra a las dieciséis horas",
            "Tienes dos reuniones hoy una a las nueve quince y otra a las dieciséis horas",
        ),
    ),
    (
        "El próximo tren a Valencia sale a las 18:40 del andén 3 y cuesta 29,90 €.",
        (
            (
                "El próximo tren a Valencia sale a las dieciocho cuarenta del andén tres y"
                " cuesta veintinueve euros con noventa"
            ),
        ),
    ),
    (
        "Mañana, sábado 25 de noviembre, lloverá: 12-15 mm y rachas de 70 km/h.",
        (
            (
                "Mañana sábado veinticinco de noviembre lloverá doce a quince milímetros y"
                " rachas de setenta kilómetros por hora"
            ),
        ),
    ),
    (
        "La receta lleva 250 g de mantequilla, 3 cdas. de miel y una pizca de sal (aprox. 2 g).",
        (
            (
                "La receta lleva doscientos cincuenta gramos de mantequilla tres cucharadas"
                " de miel y una pizca de sal aproximadamente dos gramos"
            ),
        ),
    ),
    (
        (
            "El vuelo dura 1 h 20 min y el equipaje de mano no puede superar los 10 kg ni"
            " medir más de 55×40×20 cm."
        ),
        (
            (
                "El vuelo dura una hora y veinte minutos y el equipaje de mano no puede"
                " superar los diez kilos ni medir más de cincuenta y cinco por cuarenta por"
                " veinte centímetros"
            ),
            (
                "El vuelo dura una hora veinte minutos y el equipaje de mano no puede superar"
                " los diez kilos ni medir más de cincuenta y cinco por cuarenta por veinte"
                " centímetros"
            ),
        ),
    ),
    (
        "Tu saldo es de -35,20 € y el recibo vence el 01/12/2024.",
        (
            (
                "Tu saldo es de menos treinta y cinco euros con veinte y el recibo vence el"
                " primero de diciembre de dos mil veinticuatro"
            ),
            (
                "Tu saldo es de menos treinta y cinco euros con veinte y el recibo vence el"
                " uno de diciembre de dos mil veinticuatro"
            ),
        ),
    ),
    (
        "El 78 % de los hogares tiene fibra, con 600 Mb/s de media.",
        (
            (
                "El setenta y ocho por ciento de los hogares tiene fibra con seiscientos"
                " megabits por segundo de media"
            ),
        ),
    ),
    (
        "Según el art. 18.2, el plazo es de 30 días hábiles.",
        ("Según el artículo dieciocho punto dos el plazo es de treinta días hábiles",),
    ),
    (
        "Nadal ganó 22 Grand Slams, 14 de ellos en Roland Garros.",
        ("Nadal ganó veintidós Grand Slams catorce de ellos en Roland Garros",),
    ),
    (
        "La Guerra Civil duró de 1936 a 1939 y la II República empezó en 1931.",
        (
            (
                "La Guerra Civil duró de mil novecientos treinta y seis a mil novecientos"
                " treinta y nueve y la segunda República empezó en mil novecientos treinta y"
                " uno"
            ),
        ),
    ),
    (
        'Pulsa Ctrl+C, espera 5 s y escribe "python3 app.py".',
        (
            "Pulsa Ctrl más C espera cinco segundos y escribe python tres app punto py",
            "Pulsa Ctrl C espera cinco segundos y escribe python tres app punto py",
        ),
    ),
    (
        "En Bogotá el almuerzo cuesta unos $18.500 y en Lima, S/ 15.",
        (
            (
                "En Bogotá el almuerzo cuesta unos dieciocho mil quinientos pesos y en Lima"
                " quince soles"
            ),
        ),
    ),
    (
        "Quedan 1.250 entradas: 850 en grada y 400 en pista.",
        (
            (
                "Quedan mil doscientas cincuenta entradas ochocientas cincuenta en grada y"
                " cuatrocientas en pista"
            ),
            (
                "Quedan mil doscientas cincuenta entradas ochocientos cincuenta en grada y"
                " cuatrocientos en pista"
            ),
        ),
    ),
    (
        "El museo abre de 10 a 18 h; los lunes, cerrado. Tel. 93 256 30 00.",
        (
            (
                "El museo abre de diez a dieciocho horas los lunes cerrado teléfono nueve"
                " tres dos cinco seis tres cero cero cero"
            ),
        ),
    ),
    (
        "Tómese la temperatura: si supera 38,5 °C, llame al 112.",
        (
            (
                "Tómese la temperatura si supera treinta y ocho coma cinco grados Celsius"
                " llame al uno uno dos"
            ),
            (
                "Tómese la temperatura si supera treinta y ocho coma cinco grados Celsius"
                " llame al ciento doce"
            ),
        ),
    ),
    (
        "El Ing. Pérez y la Lic. Soto llegarán a las 11 a. m.",
        ("El ingeniero Pérez y la licenciada Soto llegarán a las once de la mañana",),
    ),
    (
        (
            "La distancia entre la Tierra y la Luna es de 384.400 km, y la luz tarda 1,28 s"
            " en recorrerla."
        ),
        (
            (
                "La distancia entre la Tierra y la Luna es de trescientos ochenta y cuatro"
                " mil cuatrocientos kilómetros y la luz tarda uno coma veintiocho segundos en"
                " recorrerla"
            ),
        ),
    ),
    (
        "El precio subió de 1,45 a 1,62 €/l en 2022.",
        (
            (
                "El precio subió de uno coma cuarenta y cinco a un euro con sesenta y dos por"
                " litro en dos mil veintidós"
            ),
        ),
    ),
    (
        "Han pasado 101 años desde 1923 y 1 mes desde tu última visita.",
        (
            (
                "Han pasado ciento un años desde mil novecientos veintitrés y un mes desde tu"
                " última visita"
            ),
        ),
    ),
    (
        "El grupo A4 viaja en el autobús n.º 31, plazas 21 y 22.",
        (
            (
                "El grupo A cuatro viaja en el autobús número treinta y uno plazas veintiuno"
                " y veintidós"
            ),
            (
                "El grupo A cuatro viaja en el autobús número treinta y uno plazas veintiuna"
                " y veintidós"
            ),
        ),
    ),
    (
        "Mezcla 1/3 de taza de aceite con 2/3 de vinagre y 1½ cucharadas de mostaza.",
        (
            (
                "Mezcla un tercio de taza de aceite con dos tercios de vinagre y una"
                " cucharada y media de mostaza"
            ),
            (
                "Mezcla un tercio de taza de aceite con dos tercios de vinagre y una y media"
                " cucharadas de mostaza"
            ),
        ),
    ),
    (
        "El PIB creció un 2,5 % interanual en el 3.er trimestre.",
        ("El PIB creció un dos coma cinco por ciento interanual en el tercer trimestre",),
    ),
    (
        "Si llamas desde fuera, marca +34 y luego 910 12 34 56.",
        (
            (
                "Si llamas desde fuera marca más treinta y cuatro y luego nueve uno cero uno"
                " dos tres cuatro cinco seis"
            ),
            (
                "Si llamas desde fuera marca más tres cuatro y luego nueve uno cero uno dos"
                " tres cuatro cinco seis"
            ),
        ),
    ),
    (
        "El contrato vence en 21 semanas; la multa sería de 1.000 a 1.500 USD.",
        ("El contrato vence en veintiuna semanas la multa sería de mil a mil quinientos dólares",),
    ),
    (
        "Carlos III nació en 1948 y Alfonso X el Sabio en 1221.",
        (
            (
                "Carlos tercero nació en mil novecientos cuarenta y ocho y Alfonso décimo el"
                " Sabio en mil doscientos veintiuno"
            ),
            (
                "Carlos tercero nació en mil novecientos cuarenta y ocho y Alfonso diez el"
                " Sabio en mil doscientos veintiuno"
            ),
        ),
    ),
    (
        (
            "Tu paquete con referencia AB1234567 llegará el lunes 2 de diciembre entre las"
            " 10:00 y las 12:00."
        ),
        (
            (
                "Tu paquete con referencia A B uno dos tres cuatro cinco seis siete llegará"
                " el lunes dos de diciembre entre las diez y las doce"
            ),
        ),
    ),
    (
        "El termómetro marcó 41,2 °C en Córdoba, récord desde 1995.",
        (
            (
                "El termómetro marcó cuarenta y uno coma dos grados Celsius en Córdoba récord"
                " desde mil novecientos noventa y cinco"
            ),
        ),
    ),
    (
        "La entrada general cuesta 8 €; estudiantes y mayores de 65 años, 4 €.",
        (
            (
                "La entrada general cuesta ocho euros estudiantes y mayores de sesenta y"
                " cinco años cuatro euros"
            ),
        ),
    ),
    (
        "Para el bizcocho: 4 huevos, 1 yogur, 3 medidas de harina y 1 sobre de levadura (16 g).",
        (
            (
                "Para el bizcocho cuatro huevos un yogur tres medidas de harina y un sobre de"
                " levadura dieciséis gramos"
            ),
        ),
    ),
    (
        "El metro de la línea 1 pasa cada 3-5 min en hora punta.",
        ("El metro de la línea uno pasa cada tres a cinco minutos en hora punta",),
    ),
    (
        "Argentina venció a Francia 4-2 en penales tras empatar 3-3.",
        ("Argentina venció a Francia cuatro a dos en penales tras empatar tres a tres",),
    ),
    (
        "Verstappen ganó con 1:27:57 y sumó 26 puntos.",
        (
            (
                "Verstappen ganó con una hora veintisiete minutos y cincuenta y siete"
                " segundos y sumó veintiséis puntos"
            ),
        ),
    ),
    (
        "Actualiza a Android 14 y libera al menos 3,5 GB de espacio.",
        ("Actualiza a Android catorce y libera al menos tres coma cinco gigabytes de espacio",),
    ),
    (
        "La dosis habitual es de 500 mg cada 8 h (máx. 3 g al día).",
        (
            (
                "La dosis habitual es de quinientos miligramos cada ocho horas máximo tres"
                " gramos al día"
            ),
        ),
    ),
    (
        "El euríbor bajó al 2,436 % en noviembre, frente al 4,022 % de hace un año.",
        (
            (
                "El euríbor bajó al dos coma cuatrocientos treinta y seis por ciento en"
                " noviembre frente al cuatro coma cero veintidós por ciento de hace un año"
            ),
            (
                "El euríbor bajó al dos coma cuatro tres seis por ciento en noviembre frente"
                " al cuatro coma cero dos dos por ciento de hace un año"
            ),
        ),
    ),
    (
        "Mi abuela nació el 8/3/1931 en un pueblo de 1.021 habitantes.",
        (
            (
                "Mi abuela nació el ocho de marzo de mil novecientos treinta y uno en un"
                " pueblo de mil veintiún habitantes"
            ),
        ),
    ),
    (
        "El hotel está en la Av. de la Constitución, núm. 23, a 500 m de la catedral.",
        (
            (
                "El hotel está en la avenida de la Constitución número veintitrés a"
                " quinientos metros de la catedral"
            ),
        ),
    ),
    (
        "¿Sabías que el s. XVIII se conoce como el Siglo de las Luces?",
        ("Sabías que el siglo dieciocho se conoce como el Siglo de las Luces",),
    ),
    (
        "Los Sres. Ruiz reservaron 2 habitaciones del 12 al 15 de agosto por 640 €.",
        (
            (
                "Los señores Ruiz reservaron dos habitaciones del doce al quince de agosto"
                " por seiscientos cuarenta euros"
            ),
        ),
    ),
    (
        "El salario mínimo en México es de $248.93 pesos diarios.",
        (
            (
                "El salario mínimo en México es de doscientos cuarenta y ocho pesos con"
                " noventa y tres centavos diarios"
            ),
            (
                "El salario mínimo en México es de doscientos cuarenta y ocho con noventa y"
                " tres centavos pesos diarios"
            ),
        ),
    ),
    (
        "La película dura 2 h y 10 min y empieza a las 22:15.",
        ("La película dura dos horas y diez minutos y empieza a las veintidós quince",),
    ),
    (
        "Conéctate a la red 5G o usa el Wi-Fi con la clave 0045-XJ.",
        ("Conéctate a la red cinco G o usa el Wi-Fi con la clave cero cero cuatro cinco X J",),
    ),
    (
        "La Tierra tiene unos 4.500 millones de años y 510 millones de km².",
        (
            (
                "La Tierra tiene unos cuatro mil quinientos millones de años y quinientos"
                " diez millones de kilómetros cuadrados"
            ),
        ),
    ),
    (
        "Marca el 1 para ventas, el 2 para soporte o el 0 para hablar con un agente.",
        ("Marca el uno para ventas el dos para soporte o el cero para hablar con un agente",),
    ),
    (
        "El 31,5 % de las 200 encuestadas respondió que sí.",
        ("El treinta y uno coma cinco por ciento de las doscientas encuestadas respondió que sí",),
    ),
    (
        "Corrí 10 km en 52:30, a 5:15 min/km.",
        (
            (
                "Corrí diez kilómetros en cincuenta y dos minutos y treinta segundos a cinco"
                " quince minutos por kilómetro"
            ),
            "Corrí diez kilómetros en cincuenta y dos treinta a cinco quince minutos por kilómetro",
            (
                "Corrí diez kilómetros en cincuenta y dos treinta a cinco y cuarto minutos"
                " por kilómetro"
            ),
        ),
    ),
    (
        "Ud. tiene 1 cita pendiente, p. ej., la del 4/12.",
        ("usted tiene una cita pendiente por ejemplo la del cuatro de diciembre",),
    ),
    (
        "La carrera n.º 21 de la temporada será en Las Vegas (EE. UU.).",
        ("La carrera número veintiuno de la temporada será en Las Vegas Estados Unidos",),
    ),
    (
        "El I Congreso de IA reunió a 1.200 personas; el II será en 2026.",
        (
            (
                "El primer Congreso de IA reunió a mil doscientas personas el segundo será en"
                " dos mil veintiséis"
            ),
            (
                "El primer Congreso de IA reunió a mil doscientas personas el dos será en dos"
                " mil veintiséis"
            ),
        ),
    ),
    (
        "Pedí 3 cafés (1,30 € c/u) y 1 tostada: 5,40 € en total.",
        (
            (
                "Pedí tres cafés un euro con treinta cada uno y una tostada cinco euros con"
                " cuarenta en total"
            ),
        ),
    ),
    (
        "Su cita con el Dr. Ortega quedó para el martes 21/01 a las 4:30 p. m.",
        (
            (
                "Su cita con el doctor Ortega quedó para el martes veintiuno de enero a las"
                " cuatro y media de la tarde"
            ),
            (
                "Su cita con el doctor Ortega quedó para el martes veintiuno de enero a las"
                " cuatro treinta pe eme"
            ),
        ),
    ),
    (
        "El kilo de tomate está a 2,19 € y el aguacate a 1,05 € la unidad.",
        (
            (
                "El kilo de tomate está a dos euros con diecinueve y el aguacate a un euro"
                " con cinco céntimos la unidad"
            ),
            (
                "El kilo de tomate está a dos euros con diecinueve y el aguacate a un euro"
                " con cinco la unidad"
            ),
        ),
    ),
    (
        "Deje reposar 1 h, hornee a 200 °C durante 45 min y sirva 6 porciones.",
        (
            (
                "Deje reposar una hora hornee a doscientos grados Celsius durante cuarenta y"
                " cinco minutos y sirva seis porciones"
            ),
        ),
    ),
    (
        "El Everest mide 8.849 m; el Aconcagua, 6.961 m.",
        (
            (
                "El Everest mide ocho mil ochocientos cuarenta y nueve metros el Aconcagua"
                " seis mil novecientos sesenta y un metros"
            ),
        ),
    ),
    (
        "El peso mexicano cotiza a 20,35 por dólar y el euro a 1,08 USD.",
        (
            (
                "El peso mexicano cotiza a veinte coma treinta y cinco por dólar y el euro a"
                " un dólar con ocho centavos"
            ),
            (
                "El peso mexicano cotiza a veinte coma treinta y cinco por dólar y el euro a"
                " uno coma cero ocho dólares"
            ),
        ),
    ),
    (
        "Si el error 0x80070057 persiste, borra la caché (Ctrl + F5).",
        (
            (
                "Si el error cero x ocho cero cero siete cero cero cinco siete persiste borra"
                " la caché Ctrl más F cinco"
            ),
            (
                "Si el error cero x ochenta millones setenta mil cincuenta y siete persiste"
                " borra la caché Ctrl más F cinco"
            ),
        ),
    ),
    (
        "El parto fue a las 38 semanas; el bebé pesó 3,250 kg y midió 51 cm.",
        (
            (
                "El parto fue a las treinta y ocho semanas el bebé pesó tres coma doscientos"
                " cincuenta kilos y midió cincuenta y un centímetros"
            ),
            (
                "El parto fue a las treinta y ocho semanas el bebé pesó tres kilos doscientos"
                " cincuenta y midió cincuenta y un centímetros"
            ),
        ),
    ),
    (
        "El tipo del IVA es del 21 %, del 10 % o del 4 %.",
        (
            (
                "El tipo del IVA es del veintiuno por ciento del diez por ciento o del cuatro"
                " por ciento"
            ),
        ),
    ),
    (
        "Colón llegó a América el 12 de octubre de 1492, a finales del siglo XV.",
        (
            (
                "Colón llegó a América el doce de octubre de mil cuatrocientos noventa y dos"
                " a finales del siglo quince"
            ),
        ),
    ),
    (
        "La clase de yoga es los lun. y mié. de 19:00 a 20:15 en la sala B.",
        (
            "La clase de yoga es los lunes y miércoles de diecinueve a veinte quince en la sala B",
            (
                "La clase de yoga es los lunes y miércoles de diecinueve horas a veinte"
                " quince en la sala B"
            ),
        ),
    ),
    (
        "Con 1/4 kg de fresas y 150 ml de nata salen 2 batidos.",
        (
            (
                "Con un cuarto de kilo de fresas y ciento cincuenta mililitros de nata salen"
                " dos batidos"
            ),
        ),
    ),
    (
        "Hay 3 vuelos a Lima: LA2471 (06:55), IB6651 (12:20) y AV218 (23:05).",
        (
            (
                "Hay tres vuelos a Lima L A dos cuatro siete uno seis cincuenta y cinco I B"
                " seis seis cinco uno doce y veinte y A V doscientos dieciocho veintitrés"
                " cero cinco"
            ),
            (
                "Hay tres vuelos a Lima L A dos cuatro siete uno seis cincuenta y cinco I B"
                " seis seis cinco uno doce veinte y A V dos uno ocho veintitrés cero cinco"
            ),
        ),
    ),
    (
        "El archivo informe_final.pdf pesa 2,4 MB.",
        ("El archivo informe guion bajo final punto pdf pesa dos coma cuatro megabytes",),
    ),
    (
        "Messi marcó 91 goles en 2012, a los 25 años.",
        ("Messi marcó noventa y un goles en dos mil doce a los veinticinco años",),
    ),
    (
        "Del 1 al 10, ¿cuánto te duele? Si es más de 7, ve a urgencias.",
        ("Del uno al diez cuánto te duele Si es más de siete ve a urgencias",),
    ),
    (
        "La pantalla de 6,7″ tiene 120 Hz y la batería, 5.000 mAh.",
        (
            (
                "La pantalla de seis coma siete pulgadas tiene ciento veinte hercios y la"
                " batería cinco mil miliamperios hora"
            ),
        ),
    ),
    (
        "Su saldo: $3,450.75 MXN. Fecha límite de pago: 15-ene-2025.",
        (
            (
                "Su saldo tres mil cuatrocientos cincuenta pesos mexicanos con setenta y"
                " cinco centavos Fecha límite de pago quince de enero de dos mil veinticinco"
            ),
        ),
    ),
    (
        "La Segunda Guerra Mundial (1939-1945) dejó unos 60 M de muertos.",
        (
            (
                "La Segunda Guerra Mundial mil novecientos treinta y nueve a mil novecientos"
                " cuarenta y cinco dejó unos sesenta millones de muertos"
            ),
        ),
    ),
    (
        "¿El aforo? Máx. 150 personas, es decir, el 75 % de 200.",
        (
            (
                "El aforo máximo ciento cincuenta personas es decir el setenta y cinco por"
                " ciento de doscientos"
            ),
        ),
    ),
    (
        "Tel. de atención: 800 123 4567, ext. 21.",
        (
            (
                "teléfono de atención ocho cero cero uno dos tres cuatro cinco seis siete"
                " extensión veintiuno"
            ),
        ),
    ),
    (
        "El 3.º B y el 4.º A comparten la plaza de garaje n.º 101.",
        ("El tercero B y el cuarto A comparten la plaza de garaje número ciento uno",),
    ),
    (
        "El Papa León XIV sucedió a Francisco el 8 de mayo de 2025.",
        ("El Papa León catorce sucedió a Francisco el ocho de mayo de dos mil veinticinco",),
    ),
    (
        "Recuerda que tu ITV caduca el 30/09/2025; la cita cuesta 41,50 €.",
        (
            (
                "Recuerda que tu ITV caduca el treinta de septiembre de dos mil veinticinco"
                " la cita cuesta cuarenta y un euros con cincuenta"
            ),
        ),
    ),
    (
        "Pon 300 g de lentejas, 1 zanahoria, ½ cebolla y 1,5 l de agua.",
        (
            (
                "Pon trescientos gramos de lentejas una zanahoria media cebolla y uno coma"
                " cinco litros de agua"
            ),
            (
                "Pon trescientos gramos de lentejas una zanahoria media cebolla y un litro y"
                " medio de agua"
            ),
        ),
    ),
    (
        "El sol sale a las 7:42 y se pone a las 18:05; la humedad es del 64 %.",
        (
            (
                "El sol sale a las siete cuarenta y dos y se pone a las dieciocho cero cinco"
                " la humedad es del sesenta y cuatro por ciento"
            ),
            (
                "El sol sale a las siete y cuarenta y dos y se pone a las dieciocho y cinco"
                " la humedad es del sesenta y cuatro por ciento"
            ),
        ),
    ),
    (
        "El bus 27 tarda unos 35 min y pasa cada 8-10 min.",
        ("El bus veintisiete tarda unos treinta y cinco minutos y pasa cada ocho a diez minutos",),
    ),
    (
        "En la final, España ganó 2-1 a Inglaterra con gol en el 86'.",
        (
            "En la final España ganó dos a uno a Inglaterra con gol en el ochenta y seis",
            "En la final España ganó dos a uno a Inglaterra con gol en el minuto ochenta y seis",
        ),
    ),
    (
        "La línea de atención 018000 123 456 funciona 24/7.",
        (
            (
                "La línea de atención cero uno ocho cero cero cero uno dos tres cuatro cinco"
                " seis funciona veinticuatro siete"
            ),
        ),
    ),
    (
        "Descarga el driver v551.23 para tu RTX 3060 (12 GB).",
        (
            (
                "Descarga el driver versión quinientos cincuenta y uno punto veintitrés para"
                " tu RTX tres mil sesenta doce gigabytes"
            ),
            (
                "Descarga el driver versión quinientos cincuenta y uno punto veintitrés para"
                " tu RTX tres cero seis cero doce gigabytes"
            ),
        ),
    ),
    (
        "Gaudí (1852-1926) empezó la Sagrada Familia a los 31 años.",
        (
            (
                "Gaudí mil ochocientos cincuenta y dos a mil novecientos veintiséis empezó la"
                " Sagrada Familia a los treinta y un años"
            ),
        ),
    ),
    (
        "Los reyes Alfonso XII y Alfonso XIII vivieron entre los ss. XIX y XX.",
        ("Los reyes Alfonso doce y Alfonso trece vivieron entre los siglos diecinueve y veinte",),
    ),
    (
        "El IPC subió 0,3 puntos, hasta el 2,8 %, según el INE.",
        ("El IPC subió cero coma tres puntos hasta el dos coma ocho por ciento según el INE",),
    ),
    (
        "Tome 20 gotas (1 ml) 3 veces al día, p. ej., tras las comidas.",
        ("Tome veinte gotas un mililitro tres veces al día por ejemplo tras las comidas",),
    ),
    (
        "El depósito mínimo es de 1.000 USD y la comisión, del 0,25 %.",
        (
            (
                "El depósito mínimo es de mil dólares y la comisión del cero coma veinticinco"
                " por ciento"
            ),
        ),
    ),
    (
        "Hay 4 plantas: la 1.ª es recepción y la 4.ª, el restaurante.",
        ("Hay cuatro plantas la primera es recepción y la cuarta el restaurante",),
    ),
    (
        "¿La raíz cuadrada de 144? Es 12, porque 12 × 12 = 144.",
        (
            (
                "La raíz cuadrada de ciento cuarenta y cuatro Es doce porque doce por doce es"
                " igual a ciento cuarenta y cuatro"
            ),
            (
                "La raíz cuadrada de ciento cuarenta y cuatro Es doce porque doce por doce"
                " igual a ciento cuarenta y cuatro"
            ),
        ),
    ),
    (
        "El taxi al aeropuerto cuesta entre 25 € y 30 € (unos 20 km).",
        (
            (
                "El taxi al aeropuerto cuesta entre veinticinco euros y treinta euros unos"
                " veinte kilómetros"
            ),
        ),
    ),
    (
        "La oferta vence a las 23:59 h del 31 de octubre.",
        (
            "La oferta vence a las veintitrés cincuenta y nueve horas del treinta y uno de octubre",
            "La oferta vence a las veintitrés cincuenta y nueve del treinta y uno de octubre",
        ),
    ),
    (
        "Viven en el n.º 201 de la Avda. del Puerto, 2.º izq.",
        ("Viven en el número doscientos uno de la avenida del Puerto segundo izquierda",),
    ),
]
"""Written after the rules were made, before they were tried on them."""

LAST: list[Case] = [
    (
        "Son las 7:45 y en Madrid hay 12 °C.",
        (
            "son las siete cuarenta y cinco y en Madrid hay doce grados Celsius",
            "son las siete cuarenta y cinco y en Madrid hay doce grados",
            "son las siete cuarenta y cinco y en Madrid hay doce grados centígrados",
        ),
    ),
    (
        "He puesto un temporizador de 15 min.",
        ("he puesto un temporizador de quince minutos",),
    ),
    (
        "Tu próxima reunión es mañana, 24/11, a las 9:30 h.",
        (
            ("tu próxima reunión es mañana veinticuatro de noviembre a las nueve treinta horas"),
            "tu próxima reunión es mañana veinticuatro de noviembre a las nueve treinta",
            "tu próxima reunión es mañana veinticuatro de noviembre a las nueve y media",
        ),
    ),
    (
        "El vuelo IB3456 sale a las 18:20 de la puerta B12.",
        (
            ("el vuelo I B tres cuatro cinco seis sale a las dieciocho veinte de la puerta B doce"),
            (
                "el vuelo I B tres cuatro cinco seis sale a las dieciocho veinte de la "
                "puerta B uno dos"
            ),
            (
                "el vuelo I B tres cuatro cinco seis sale a las dieciocho y veinte de la "
                "puerta B doce"
            ),
        ),
    ),
    (
        "La batería está al 20 %; te quedan unas 3 h.",
        ("la batería está al veinte por ciento te quedan unas tres horas",),
    ),
    (
        "El total es de 45,90 €, IVA incluido.",
        (
            "el total es de cuarenta y cinco euros con noventa IVA incluido",
            "el total es de cuarenta y cinco coma noventa euros IVA incluido",
            "el total es de cuarenta y cinco euros noventa IVA incluido",
        ),
    ),
    (
        "Hay 3 farmacias abiertas a menos de 500 m.",
        ("hay tres farmacias abiertas a menos de quinientos metros",),
    ),
    (
        "Mezcla 250 g de harina con 1/2 l de leche.",
        ("mezcla doscientos cincuenta gramos de harina con medio litro de leche",),
    ),
    (
        "Hoy la máxima será de 28° y la mínima de 14°.",
        ("hoy la máxima será de veintiocho grados y la mínima de catorce grados",),
    ),
    (
        "Según la RAE, se puede decir «e-mail» o «correo electrónico».",
        (
            "según la RAE se puede decir e mail o correo electrónico",
            "según la RAE se puede decir email o correo electrónico",
            "según la R A E se puede decir e mail o correo electrónico",
        ),
    ),
    (
        "El Sr. García te ha llamado 2 veces esta tarde.",
        ("el señor García te ha llamado dos veces esta tarde",),
    ),
    (
        "Cien dólares son aproximadamente 92,35 € al cambio de hoy.",
        (
            (
                "cien dólares son aproximadamente noventa y dos euros con treinta y "
                "cinco al cambio de hoy"
            ),
            (
                "cien dólares son aproximadamente noventa y dos coma treinta y cinco "
                "euros al cambio de hoy"
            ),
            (
                "cien dólares son aproximadamente noventa y dos euros con treinta y "
                "cinco céntimos al cambio de hoy"
            ),
        ),
    ),
    (
        "El partido terminó 3-1 a favor del Betis.",
        (
            "el partido terminó tres a uno a favor del Betis",
            "el partido terminó tres uno a favor del Betis",
        ),
    ),
    (
        "Tienes 21 mensajes sin leer y 1 llamada perdida.",
        ("tienes veintiún mensajes sin leer y una llamada perdida",),
    ),
    (
        "El Everest mide 8848 m y el K2, 8611 m.",
        (
            (
                "el Everest mide ocho mil ochocientos cuarenta y ocho metros y el K dos "
                "ocho mil seiscientos once metros"
            ),
            (
                "el Everest mide ocho mil ochocientos cuarenta y ocho metros y el K2 "
                "ocho mil seiscientos once metros"
            ),
        ),
    ),
    (
        "Felipe II nació en 1527 y murió en 1598.",
        (
            (
                "Felipe segundo nació en mil quinientos veintisiete y murió en mil "
                "quinientos noventa y ocho"
            ),
        ),
    ),
    (
        "En el siglo XXI la población superó los 8.000 millones.",
        ("en el siglo veintiuno la población superó los ocho mil millones",),
    ),
    (
        "Llama al 902 123 456 de lunes a viernes, de 9 a 14 h.",
        (
            (
                "llama al nueve cero dos uno dos tres cuatro cinco seis de lunes a "
                "viernes de nueve a catorce horas"
            ),
            (
                "llama al novecientos dos ciento veintitrés cuatrocientos cincuenta y "
                "seis de lunes a viernes de nueve a catorce horas"
            ),
        ),
    ),
    (
        "El disco tiene 512 GB, de los que usas el 75,5 %.",
        (
            (
                "el disco tiene quinientos doce gigabytes de los que usas el setenta y "
                "cinco coma cinco por ciento"
            ),
            (
                "el disco tiene quinientos doce gigabytes de los que usas el setenta y "
                "cinco con cinco por ciento"
            ),
            (
                "el disco tiene quinientos doce gigas de los que usas el setenta y cinco "
                "coma cinco por ciento"
            ),
        ),
    ),
    (
        "1. Abre la app. 2. Toca «Ajustes». 3. Elige tu idioma.",
        ("uno abre la app dos toca ajustes tres elige tu idioma",),
    ),
    (
        "La A-6 está cortada en el km 42 por obras.",
        ("la A seis está cortada en el kilómetro cuarenta y dos por obras",),
    ),
    (
        "Tu pedido n.º 4471 llegará el martes 25 de nov.",
        (
            ("tu pedido número cuatro cuatro siete uno llegará el martes veinticinco de noviembre"),
            (
                "tu pedido número cuatro mil cuatrocientos setenta y uno llegará el "
                "martes veinticinco de noviembre"
            ),
            (
                "tu pedido número cuarenta y cuatro setenta y uno llegará el martes "
                "veinticinco de noviembre"
            ),
        ),
    ),
    (
        "Puedes correr 5 km en 27 min 30 s.",
        (
            "puedes correr cinco kilómetros en veintisiete minutos y treinta segundos",
            "puedes correr cinco kilómetros en veintisiete minutos treinta segundos",
        ),
    ),
    (
        "La película dura 2 h 15 min y empieza a las 10 de la noche.",
        (
            "la película dura dos horas y quince minutos y empieza a las diez de la noche",
            "la película dura dos horas quince minutos y empieza a las diez de la noche",
        ),
    ),
    (
        "EE. UU. tiene 50 estados, p. ej., Texas o Utah.",
        ("Estados Unidos tiene cincuenta estados por ejemplo Texas o Utah",),
    ),
    (
        "Pon el horno a 180 °C durante 21 minutos.",
        (
            "pon el horno a ciento ochenta grados Celsius durante veintiún minutos",
            "pon el horno a ciento ochenta grados durante veintiún minutos",
            "pon el horno a ciento ochenta grados centígrados durante veintiún minutos",
        ),
    ),
    (
        "El dólar subió un 0,8 % frente al euro.",
        (
            "el dólar subió un cero coma ocho por ciento frente al euro",
            "el dólar subió un cero con ocho por ciento frente al euro",
        ),
    ),
    (
        "Para más información, entra en www.dgt.es.",
        (
            "para más información entra en www punto dgt punto es",
            "para más información entra en www punto dgt punto e s",
            "para más información entra en www punto d g t punto es",
        ),
    ),
    (
        "Recuerda tomar 1 pastilla cada 8 horas durante 1 semana.",
        ("recuerda tomar una pastilla cada ocho horas durante una semana",),
    ),
    (
        "Quedan 31 días para tu viaje: sales el 22-12-2025.",
        (
            (
                "quedan treinta y un días para tu viaje sales el veintidós de diciembre "
                "de dos mil veinticinco"
            ),
        ),
    ),
    (
        "Tu saldo es de -35,20 €.",
        (
            "tu saldo es de menos treinta y cinco euros con veinte",
            "tu saldo es de menos treinta y cinco coma veinte euros",
            "tu saldo es de menos treinta y cinco euros con veinte céntimos",
        ),
    ),
    (
        "El Real Madrid ganó 2-0 y suma 45 ptos.",
        (
            "el Real Madrid ganó dos a cero y suma cuarenta y cinco puntos",
            "el Real Madrid ganó dos cero y suma cuarenta y cinco puntos",
        ),
    ),
    (
        "La receta es para 4-6 personas.",
        (
            "la receta es para cuatro a seis personas",
            "la receta es para de cuatro a seis personas",
            "la receta es para cuatro o seis personas",
        ),
    ),
    (
        "El IVA general es del 21 %, y el reducido, del 10 %.",
        ("el IVA general es del veintiuno por ciento y el reducido del diez por ciento",),
    ),
    (
        "Te costará entre 1.200 y 1.500 euros al mes.",
        ("te costará entre mil doscientos y mil quinientos euros al mes",),
    ),
    (
        "La velocidad máxima es de 120 km/h en autopista.",
        ("la velocidad máxima es de ciento veinte kilómetros por hora en autopista",),
    ),
    (
        "La Dra. Pérez pasa consulta de 16:00 a 20:00 h en la 3.ª planta.",
        (
            ("la doctora Pérez pasa consulta de dieciséis a veinte horas en la tercera planta"),
            (
                "la doctora Pérez pasa consulta de dieciséis horas a veinte horas en la "
                "tercera planta"
            ),
        ),
    ),
    (
        "Mides 1,75 m y pesas 68 kg.",
        (
            "mides uno coma setenta y cinco metros y pesas sesenta y ocho kilos",
            "mides un metro setenta y cinco y pesas sesenta y ocho kilos",
            "mides un metro setenta y cinco y pesas sesenta y ocho kilogramos",
        ),
    ),
    (
        "La Constitución de 1978 tiene 169 artículos; el art. 14 habla de la igualdad.",
        (
            (
                "la Constitución de mil novecientos setenta y ocho tiene ciento sesenta "
                "y nueve artículos el artículo catorce habla de la igualdad"
            ),
        ),
    ),
    (
        "Hay un 60% de probabilidad de lluvia, con vientos de 20-30 km/h.",
        (
            (
                "hay un sesenta por ciento de probabilidad de lluvia con vientos de "
                "veinte a treinta kilómetros por hora"
            ),
        ),
    ),
    (
        "El código de verificación es 482913.",
        (
            "el código de verificación es cuatrocientos ochenta y dos mil novecientos trece",
            "el código de verificación es cuatro ocho dos nueve uno tres",
        ),
    ),
    (
        "Marca el 112 en caso de emergencia.",
        (
            "marca el uno uno dos en caso de emergencia",
            "marca el ciento doce en caso de emergencia",
        ),
    ),
    (
        "El bus 27 pasa cada 8-10 min por la C/ Mayor, 15.",
        (
            "el bus veintisiete pasa cada ocho a diez minutos por la calle Mayor quince",
            "el bus veintisiete pasa cada de ocho a diez minutos por la calle Mayor quince",
            "el bus veintisiete pasa cada ocho o diez minutos por la calle Mayor quince",
        ),
    ),
    (
        "La fórmula del agua es H2O.",
        (
            "la fórmula del agua es H dos O",
            "la fórmula del agua es H 2 O",
        ),
    ),
    (
        "2 + 2 = 4 y 3 x 5 = 15.",
        (
            "dos más dos es igual a cuatro y tres por cinco es igual a quince",
            "dos más dos es igual a cuatro y tres por cinco igual a quince",
            "dos más dos es igual a cuatro y tres por cinco son quince",
        ),
    ),
    (
        "La raíz cuadrada de 144 es 12.",
        ("la raíz cuadrada de ciento cuarenta y cuatro es doce",),
    ),
    (
        "El capítulo IV trata de los Reyes Católicos.",
        (
            "el capítulo cuatro trata de los Reyes Católicos",
            "el capítulo cuarto trata de los Reyes Católicos",
        ),
    ),
    (
        "Carlos V y Alfonso XIII fueron reyes de España.",
        ("Carlos quinto y Alfonso trece fueron reyes de España",),
    ),
    (
        "Tu contrato empezó el 01/01/2000.",
        (
            "tu contrato empezó el primero de enero de dos mil",
            "tu contrato empezó el primero de enero del dos mil",
            "tu contrato empezó el uno de enero de dos mil",
        ),
    ),
    (
        "En los años 80 había solo 2 canales.",
        ("en los años ochenta había solo dos canales",),
    ),
    (
        "Descarga la versión 2.0.1 (unos 350 MB).",
        (
            ("descarga la versión dos punto cero punto uno unos trescientos cincuenta megabytes"),
            "descarga la versión dos punto cero punto uno unos trescientos cincuenta megas",
            ("descarga la versión dos punto cero punto uno unos trescientos cincuenta megabits"),
        ),
    ),
    (
        "Apunto: 6 huevos, 1 kg de patatas y 3/4 de carne picada.",
        (
            "apunto seis huevos un kilo de patatas y tres cuartos de carne picada",
            "apunto seis huevos un kilogramo de patatas y tres cuartos de carne picada",
        ),
    ),
    (
        "La casa tiene 90 m² y cuesta 250.000 €.",
        ("la casa tiene noventa metros cuadrados y cuesta doscientos cincuenta mil euros",),
    ),
    (
        "El equipo ganó 101 medallas en 4 años.",
        ("el equipo ganó ciento una medallas en cuatro años",),
    ),
    (
        "Hay 200 personas y 501 sillas.",
        ("hay doscientas personas y quinientas una sillas",),
    ),
    (
        "Gastaste 1.234,56 € en oct.",
        (
            "gastaste mil doscientos treinta y cuatro euros con cincuenta y seis en octubre",
            ("gastaste mil doscientos treinta y cuatro coma cincuenta y seis euros en octubre"),
            (
                "gastaste mil doscientos treinta y cuatro euros con cincuenta y seis "
                "céntimos en octubre"
            ),
        ),
    ),
    (
        "¿Lo programo, p. ej., a las 20:15?",
        (
            "lo programo por ejemplo a las veinte quince",
            "lo programo por ejemplo a las veinte y quince",
            "lo programo por ejemplo a las ocho y cuarto",
        ),
    ),
    (
        "Tienes dentista el lun. 3 a las 10 a. m.",
        (
            "tienes dentista el lunes tres a las diez de la mañana",
            "tienes dentista el lunes tres a las diez a eme",
            "tienes dentista el lunes tres a las diez a m",
        ),
    ),
    (
        "Tu paquete pesa 2,5 kg y mide 30x20x10 cm.",
        (
            ("tu paquete pesa dos coma cinco kilos y mide treinta por veinte por diez centímetros"),
            (
                "tu paquete pesa dos coma cinco kilogramos y mide treinta por veinte por "
                "diez centímetros"
            ),
            ("tu paquete pesa dos con cinco kilos y mide treinta por veinte por diez centímetros"),
        ),
    ),
    (
        "El Ibex 35 cerró en 11.021 puntos, un -0,3 %.",
        (
            (
                "el Ibex treinta y cinco cerró en once mil veintiún puntos un menos cero "
                "coma tres por ciento"
            ),
            (
                "el Ibex treinta y cinco cerró en once mil veintiún puntos un menos cero "
                "con tres por ciento"
            ),
        ),
    ),
    (
        "¡Claro! Aquí tienes 3 ideas: 1) pasta, 2) ensalada y 3) sopa.",
        ("claro aquí tienes tres ideas uno pasta dos ensalada y tres sopa",),
    ),
    (
        "Tu nota media es 7,8/10.",
        (
            "tu nota media es siete coma ocho sobre diez",
            "tu nota media es siete coma ocho de diez",
            "tu nota media es siete con ocho sobre diez",
        ),
    ),
    (
        "Quedan 2 entradas a 18 €/persona.",
        ("quedan dos entradas a dieciocho euros por persona",),
    ),
    (
        "El 1er piso está ocupado; el 2do, libre.",
        ("el primer piso está ocupado el segundo libre",),
    ),
    (
        "Nació en el 44 a. C. y murió en el 12 d. C.",
        (("nació en el cuarenta y cuatro antes de Cristo y murió en el doce después de Cristo"),),
    ),
    (
        "La temperatura bajará a -3 °C esta noche.",
        (
            "la temperatura bajará a menos tres grados Celsius esta noche",
            "la temperatura bajará a menos tres grados esta noche",
            "la temperatura bajará a menos tres grados centígrados esta noche",
        ),
    ),
    (
        "Escribe a soporte@tienda.com o al WhatsApp +34 600 11 22 33.",
        (
            (
                "escribe a soporte arroba tienda punto com o al WhatsApp más tres cuatro "
                "seis cero cero uno uno dos dos tres tres"
            ),
            (
                "escribe a soporte arroba tienda punto com o al WhatsApp más treinta y "
                "cuatro seis cero cero uno uno dos dos tres tres"
            ),
        ),
    ),
    (
        "El asteroide mide unos 1,5 millones de km².",
        (
            "el asteroide mide unos uno coma cinco millones de kilómetros cuadrados",
            "el asteroide mide unos uno con cinco millones de kilómetros cuadrados",
        ),
    ),
    (
        "Suma 1/4 de taza de leche y 2 1/2 tazas de avena.",
        (
            "suma un cuarto de taza de leche y dos tazas y media de avena",
            "suma un cuarto de taza de leche y dos y media tazas de avena",
        ),
    ),
    (
        "El 50 aniversario será el sáb. 14 de junio.",
        ("el cincuenta aniversario será el sábado catorce de junio",),
    ),
    (
        "Madrid (3,3 M hab.) es la capital.",
        (
            "Madrid tres coma tres millones de habitantes es la capital",
            "Madrid tres con tres millones de habitantes es la capital",
        ),
    ),
]
"""Sentences of a voice assistant, written after those above and tried once."""
