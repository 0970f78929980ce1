"""The words that Dutch compounds are made of, so that a small community's own words need not hold both halves.

Our own list, written down for this library from general Dutch: government, law, care, school, building, nature,
traffic, trade, media, art and sport; no dictionary was copied and none is read at run time. Base forms: plurals
and links are spelled by `compounds.py`. A word listed is never split itself, so *natuur* or *maatregel* stands here
although it reads as a compound. `FIRSTS` only begin compounds: stems of verbs, adjectives, and short words that
would end too many others (bak|kerij but not bakke|rij).
"""

_HEADS = """
aanbesteding aanbieder aanbieding aanbod aandacht aandeel aandoening aandrijving aangifte aanhang aankomst aankoop
aanleg aanmelding aannemer aanpak aanpassing aanrecht aanslag aansluiting aansprakelijkheid aanstelling aantal
aantekening aanvaarding aanval aanvang aanvoer aanvoerder aanvraag aanvrager aanwezigheid aanwijzing aardappel aardbei
aardbeving aarde aardgas aardolie aardrijkskunde abonnee abonnement academie accijns accordeon account accountant accu
achtergrond achterstand achtervolging achtig acteur activiteit adel adem ademhaling administratie adoptie adres advies
adviseur advocaat afbouw afbraak afdeling afdracht afdruk affaire affiche afgifte afhandeling afhankelijk
afhankelijkheid afkoop afleiding aflevering afloop aflossing afname afnemer afscheid afschrijving afsluiting afspraak
afstand afstemming afstudeer aftrek afval afvoer afwas afwerking afwijking afzet agenda agent agentschap agressie aids
akker akkoord akte alarm album alcohol alimentatie allergie alternatief aluminium amateur ambacht ambassade
ambassadeur ambitie ambt ambtenaar ambulance analist analyse angst animatie anker antenne antwoord apostel apotheek
apotheker apparaat apparatuur appel applicatie april arabisch arbeid arbeider arbeidsongeschiktheid arbitrage archief
architect architectuur arend argument arm armoede aroma artiest artikel artillerie arts asbest asfalt asiel aspect
assemblage assistent associatie astma atelier atlas atleet atletiek atoom attractie audit auteur autisme auto automaat
automatisering autoriteit avond avontuur azijn baan baas baby bachelor bacterie bad badminton bagage bak bakker
bakkerij bal balans balie balkon ballet ballon bamboe banaan band bandbreedte bank banket bankier bar barista barriere
basis basketbal bataljon batterij beambte bebouwing bed bedevaart bediende bediening beding bedrag bedrijf bedrog beek
beeld been beer begeleider begeleiding begin beginner beginsel begrafenis begrip begroting behandeling behang beheer
beheerder behoefte behoud bejaarde beker bekken beklag bekleding bekwaamheid bel belang belangenbehartiging belasting
belegger belegging beleid beleving belofte beloning bemanning bemesting bemiddelaar bemiddeling benadering bende
benoeming benzine beoefenaar beoordeling bepaling beperking beraad bereiding bereik bereikbaarheid berekening berg
berging bericht berm beroep beschadiging beschaving bescherming beschikking beschouwing beschrijving beslag beslissing
besluit besmetting besparing bespreking bessen bestaan bestand besteding bestek bestel bestemming bestendig
bestrijding besturing bestuur bestuurder betaal betaling betekenis betoging beton betrekking beuk beul beurs bevalling
beveiliging bevel bever bevoegdheid bevolking bevoorrading bevordering bevrijding bewaker bewaking bewapening beweging
bewerking bewijs bewind bewoner bewust bewustzijn bezem bezetting bezit bezitter bezoek bezoeker bezorg bezorger
bezuiniging bezwaar bibliotheek bieb bier biet bijbel bijdrage bijeenkomst bijen bijlage bijles bijstand biljart
biljet binding binnenvaart biodiversiteit biologie bioscoop bisschop blaar blaas blad bladeren blazer blessure bloed
bloeding bloei bloem bloesem blog blok blokkade bodem boef boek boeket boekhoud boekhouder boekhouding boer boerderij
boete boezem boks bol bom bond bonen bont bonus boodschap boog boom boon boor boord boot bord borg boring borrel borst
borstel bos bot boter botsing bouillon bouw bouwer bowling braam branche brand brander brandstof brandweer breedte
brein breuk bridge brief brigade brij bril brochure broeder broeikas broek broer brok bromfiets brommer bron brons
brood brouwer brouwerij browser brug bruid bruiloft bruto btw budget buffel buffer bui buik buitenland bulk bulletin
bundel bunker burcht bureau buren burgemeester burger bus busje buur buurt cabaret cabine cadeau cafe calamiteit
camera campagne camper camping campus cannabis capaciteit caravan carnaval carriere casino cassette catalogus
categorie catering cel cello cement centrale centrum ceremonie certificaat certificering champignon charter chauffeur
chef chemie cheque chip chirurg chirurgie chocolade cholesterol christen cijfer cilinder circuit circus cirkel citroen
claim classificatie client clown club cluster coach coaching coalitie cocaine code coderen collectie collectief
collegas college column combinatie commandant commando commissaris commissie communicatie communist compagnie
compensatie competentie complex compositie compost compromis computer concept concern concert concessie concurrentie
conditie conferentie conflict congres conserven constructie consulent consultatie consument consumptie contact
container contract contributie controle controleur convenant conversatie coordinatie coordinator corona corporatie
correctie correspondent correspondentie corruptie crash creditcard crediteur criminaliteit crimineel crisis criterium
criticus cultuur cursus cyber cyclus daad dader dag dak daling dam dame dans danser darm data database datum debat
debiteur declaratie decor decoratie decreet deel deelname deelneming deeltje defensie definitie deken dekker dekking
delegatie delict delta dementie democratie demonstratie departement deposito depot depressie derving deskundige
detachering detail detectie detective detentie deur devies diabetes diagnose dialoog dialyse diamant dichter dichtheid
dieet dief diefstal dienst dier diesel differentiatie dijk dijkgraaf diner dinsdag diploma diplomaat directeur
directie disco discriminatie discussie distel distributie district dividend docent dochter document documentaire
documentatie doek doel dok dokter dollar domein dominee donatie donderdag donor dood doop doorgang doorvoer doos dorp
dosis dossier douane douche draad draai draaier draak drager drama drang drank drempel drift drinker droger dronken
droog droom drug druif druk drukker drukkerij drum drummer druppel duel duif duiker duim duin duits duivel
duurzaamheids dwaal dwang dwerg echo echtscheiding economie econoom edel editie educatie eend eenheid eenmans eerste
eeuw effect efficientie eier eigen eigenaar eigendom eigenschap eik eiland eis eiwit elektra elektricien elektriciteit
elektronica element elftal emancipatie embryo emigratie emissie emmer energie energietransitie engel engels enquete
ensemble entree envelop erf erfelijkheid erfenis erfgoed erkenning erosie ervaring estafette etage eten euro europa
euthanasie evaluatie evangelie evenement evenwicht examen executie exemplaar expeditie experiment expert expertise
exploitant exploitatie explosie export expositie ezel fabricage fabriek fabrikant faciliteit factor factuur faculteit
faillissement fakkel familie fanfare fantasie fase fauna fazant federatie feest feit fenomeen festival fiets fietser
figuur fijn file filiaal film filosofie filosoof filter finale financiering fitness flank flat fles flits flora
fluctuatie fluister fluit fokker fokkerij folder folie fonds fontein fooien forens formatie formule formulier fort
fosfaat fosfor foto fotograaf fotografie fout fractie fragment frame franchise frans fraude frees frequentie friet
front fruit functie functionaris fundering fusie fysica galerie galerij game gang gans garage garantie garde garderobe
garen garnaal gas gast gat gazon gebed gebergte gebeurtenis gebied gebit gebonden geboorte geboren gebouw gebrek
gebruik gebruiker gedenk gedicht geding gedrag geef geest gegevens gehalte gehandicapten geheim geheugen gehoor geit
gelaat geld gelegenheid geleider geleiding gelijk gelijkheid geloof gelovige geluid geluk gemaakt gemaal gemak
gemeenschap gemeente gemoed geneeskunde geneesmiddel genen generatie generator genezing genootschap genot genre
gerecht gereedschap gerei gericht gerichtheid gerief gerst geschenk geschiedenis geschil geslacht gesprek gestuurd
getal getij getuige gevaar gevangen gevangenis gevecht gevel gever gevoel gevoelens gevoelig gevoeligheid gevolg
gewaad gewas geweer geweld geweldpleger gewelf gewest geweten gewicht gewoonte gewricht gezag gezel gezelschap gezicht
gezin gezondheid gezwel gids gif gift gilde gips gitaar glad glans glas glazen gletsjer god godsdienst goed goederen
gok golf goot gordel gordijn goud graad graan graf grafiek grafisch grammatica granaat grap gras gravure greep grens
griend griep grijs grill grind groei groente groep groeve grond grondslag grootte grot gruis gunst gymnastiek haak
haard haas haat hagel hagen halte hamer hand handbal handel handelaar handeling handels handhaving handicap
handleiding handtekening handvat hang hardware harmonie harp hart haven haver hechting hefboom heffing heggen heide
heilige hek held helikopter helling helm helpers hemd hemel hengel hennep herdenking herder heren herfst herinnering
herkenning herkomst heroine hersen herstel hersteller herstructurering hert hervormer hervorming herziening heup
heuvel hinder historicus historie historisch hitte hobbel hobby hockey hoed hoeder hoef hoek hoekje hoes hoest
hoeveelheid hof hogeschool holding homo hond honger honing honkbal hoofd hoofdstuk hoogleraar hoogte hooi hoop hoor
hoorn horeca horizon horloge hormoon hotel houdend houder houderij hout huid huis huishoud huishouding huisvesting
hulp hulpverlener huls humor hut huur huurder huwelijk hybride hygiene hypotheek ideaal idee identificatie identiteit
ideologie ijs ijver ijzer illustratie imago imker imkerij immigrant immigratie import impuls inbraak inburgering
incasso incident indeling index indicatie industrie infectie inflatie informatica informatie infrastructuur infuus
ingang ingenieur inhaal inhoud initiatief injectie inkomen inkomst inkoop inleg inlichting inloop inname innovatie
inrichting inruil inschrijving insect inspanning inspecteur inspectie inspraak installateur installatie instantie
instelling instituut instroom instructie instrument intake integratie integriteit intentie interieur internering
internet interpretatie interventie interview introductie inval inventaris investering invloed invoer inwijding inwoner
inzamel inzameling inzet inzicht islam isolatie jaar jacht jager jam jas jazz jenever jeugd jongen jongere jood
journaal journalist journalistiek jubileum judo juf juffrouw juni juridisch jurist jurk jury justitie juwelen juwelier
kaak kaars kaart kaas kabel kabinet kachel kader kajak kalender kalf kalk kalligrafie kalveren kamer kameraad kamp
kamper kampioen kampioenschap kanaal kanarie kandidaat kanker kannen kano kanon kans kantine kanton kantoor kap kapel
kapitaal kapitein kapittel kapper kapster kar karakter karavaan karper kartel karton kas kassa kast kasteel kat katoen
kavel kazerne keel kegel keizer kelder kelner kenmerk kenner kennis kenteken keramiek kerk kermis kern kerst ketel
keten ketting keuken keur keuring keus kever kiem kiezer kijk kikker kilometer kind kinder kinderbijslag kiosk kip
kist kit klacht klank klant klap klas klasse klavier kleding kleed klei klem klep kleren klerk kleur kleuter klik
klimaat kliniek klinker klok klooster klop kluis klus knelpunt knie knol knoop knop koe koeien koek koeling koepel
koerier koers koets koffer koffie kogel kok kolen kolom kolonie kom komeet komkommer kompas konijn koning koningin
kooi kook kool koop koor koord koorts kop koper kopie kopieer koppel koppeling koraal korf korps korrel korst korting
kosten kostuum kou koude kous kozijn kraag kraai kraak kraam kraan kracht kramp krans krant kratten krediet kreeft
krijg krimp kring kringloop kritiek kroeg kroniek kroon kruid kruimel kruis kruising kruit kruk kuiken kuil kuip kunde
kundig kunst kunstenaar kus kussen kust kuur kwalificatie kwaliteit kwantum kwartaal kwartet kwarts kwast kweker
kwekerij kwestie kwik laad laars lab label laboratorium ladder lade lading lagen lak laken lam lammeren lamp land
landbouw landing landschap lantaarn laptop larve laser lassen lasser last lat lawaai lawine leasing leden leder leed
leeftijd leem leerling leeuw legende leger leider leiderschap leiding lek lekkage lengte lening lens lente lepel
leraar les letsel letter leugen leven lever leverancier leverantie lezer lezing liberalisering lichaam licht lid
lidmaatschap lied liederen liedje liefde liefhebber lift lijm lijn lijst limiet limonade link linnen lint lip
liquidatie liquiditeit liter literatuur lobby locatie loge logies logo logopedie lokaal loket long lood loodgieter
loods loon loop loopbaan loosheid loper lot loterij lozing lucht luchtvaart luier luik luister lunch lust luxe maag
maagd maaier maal maaltijd maan maand maandag maat maatje maatregel maatschappij maatstaf machine macht machtiging
macro magazijn magneet mail mais makelaar maker man management manager mand mandaat manoeuvre mantel mantelzorg
mantelzorger marathon marge marine marketing markt marmer mars masker massa massage materiaal materieel matras matrix
matroos mechanisme medaille mededinging medewerker media mediation medicatie medicijn meditatie medium meel meer
meerderheid meester meeuw mei meisje meld melder melding melk melodie mening mens mentaliteit mentor menu merk mes
mest metaal meter methode meting metro metsel meubel microfoon middag middel middenstand migrant migratie mijn milieu
militie miljard miljoen millennium minderheden minderheid mineraal miniatuur minima minimum minister ministerie minuut
misbruik misdaad misdadiger misdrijf missie mist mobiel mobilisatie mobiliteit modder mode model module moeder moeras
moes mogelijkheden mogelijkheid molecuul molen moment mond monitor monnik monopolie monster montage monteur monument
moord moordenaar moraal moratorium morgen mortel mos moskee moslim mossel mosterd motief motivatie motor mouw mozaiek
mug muis munitie munt musea museum musical musicus mutatie muts muur muziek muzikant mysterie mythen naad naald naam
nabestaande nacht nagel nascholing natie nationaliteit natuur natuurkunde natuurkundig navigatie nazi nederlands
neerslag nek nemer nering nest net netwerk neus nevel nieuws nijverheid nitraat niveau nomade nood noodzaak noorder
noot norm nota notaris notitie notulen nummer object obligatie observatie oceaan ochtend oefening oester oever
offensief offer offerte officier olie olifant omgang omgeving omroep omschrijving omslag omstandigheden omvang
omwenteling omzet onafhankelijkheid onderbreking onderdeel onderhandelaar onderhandeling onderhoud ondernemer
onderneming ondersteuning onderwerp onderwijs onderwijzer onderzoek onderzoeker ongeluk ongeval onheil onkosten online
onroerend onrust ontginning onthaal ontheffing ontmoeting ontplooiing ontruiming ontslag ontspanning ontsteking
ontvanger ontvangst ontwapening ontwerp ontwerper ontwikkelaar ontwikkeling onweer onzekerheid oog oogst oor oordeel
oorlog oorsprong oorzaak ooster opbouw opbrengst opdracht open openbaar opening opera operatie opgave opinie opkomst
opleiding oplossing opmaak opname oppas oppervlak oppervlakte oppositie oproep opruiming opslag opsporing opstand
opstelling optie optocht optreden opvang opvatting opvoeding opvolger opvolging opwekking orde ordening order orgaan
organisatie orgel orkest ossen ouder ouderdom ouderschap oudheid oven overbrenging overdracht overeenkomst overgang
overheid overlast overleg overleving overlijden overname overschot overschrijding overslag overstap overstroming
overtreding overval overweging overwinning overzicht ozon paal paard pacht pact pad paddenstoel pagina pak pakket
paleis palet paling palm pan pand pandjes paneel paniek pantser papaver papier parade paradijs paragraaf paraplu
parcours parel parfum park parket parlement parlementaire parochie partij partner partnerschap paspoort passage
passagier passie pasta pastei patent pater patient patroon patrouille paus pauze paviljoen pech pedaal pedicure peer
peil peiling peloton pendel penning pensioen peper perceel percentage periode perron pers personeel persoon
perspectief pesticiden peuk peuter pianist piano piek pijler pijn pijp piket pil pilaar piloot pilot pinda pionier
piraat pizza plaag plaat plaats plaatsen plaatsing plafond plan planeet plank planner planning plant plantage plastic
platform plegers plein pleister plek plezier plicht plichtig ploeg plot pluim pluimvee pluk podcast podium poeder poel
poezie poging polder polikliniek polis politicus politie politiek pols pomp pont poort porno porselein portaal
portefeuille portier portret positie post poster pot potentieel potlood praat praatje praktijk predikant prei premie
premier prent preparaat presentatie president prestatie preventie priester prijs prins prinses printer prioriteit
privaat privacy privatisering probleem problematiek procedure proces processie processor producent product productie
productiviteit proef profeet professional professor profiel prognose programma project promotie prop propaganda
prostitutie protest prothese protocol provider provincie proza psalm pseudo psychologie psycholoog psychose puber
publicatie publiek puin puls punt put puzzel quiz quota quotum raad raadpleging raaf raam race radar radio rails raket
ramp rand rang rantsoen rapport rapportage rassen rat ratio reactie reactor rebel recensent recensie recept receptie
recherche recht rechter reclame reclassering record recreatie redacteur redactie redding rede reden redevoering
reductie reeks referendum reflectie reform regel regelaar regelgeving regeling regen regent regering regie regime
regio regisseur register registratie reglement rehabilitatie reiniger reiniging reis reiziger rekening rekrutering
relatie religie rem remise renaissance rendement renner renovatie rente reorganisatie reparateur reparatie reportage
reptielen republiek reservaat reserve resolutie restaurant restauratie resultaat retour reuma revalidatie revisie
revolutie rib richting richtlijn riem riet rijbewijs rijden rijder rijk rijkdom rijm rijst rijstrook rijtuig riool
risico rit ritme rits ritueel rivier robot roddel roep roer roest rok roker rol rolstoel roman ronde roof room roos
rooster rots route rouw rover rug ruil ruimte ruis ruit ruiter runder rundvee rups rust ruzie salade salaris saldo
salon samenleving samenstelling samenwerking sanctie sanering sap satelliet sauna saus saxofoon scanner scenario scene
schaaf schaak schaal schaap schaar schaarste schaatser schacht schade schaduw schakel schakelaar schandaal scharnier
schatkist schatting schedel scheepvaart schei scheiding scheikunde schelp schema schending schep schepen scherf scherm
schets schijf schild schilder schilderij schildpad schim schimmel schip schipper schoen scholieren scholing schommel
school schoonheid schoonmaak schoorsteen schoot schors schort schot schotel schouder schouw schrift schrijver schrik
schroef schroot schub schuif schuim schuld schutter schuur scooter screening script scriptie sculptuur secretaresse
secretariaat secretaris sectie sector sein seizoen seks selectie senaat senior sensor serie sering server service
sfeer show sieraad sigaar sigaret signaal singel site situatie skelet ski slaap slacht slachterij slachtoffer slag
slager slagerij slak slang slap slaven slavernij slede slee sleutel slib slijm slinger sloop sloot sloper slot sluier
sluis sluit sluiting smaak smart smeer smid smokkel snaar sneeuw snelheid snijden snijder snoep snoer sociaal
socialist sociologie socioloog soep software soldaat solidariteit sollicitatie solo som sonate soort spaan spaar
spanning specialist specie specificatie speculatie speelgoed spektakel spel speld speler spelling spiegel spier
spijker spin spion spionage spits splinter splitsing spoed spons sponsor spook spoor sport sporter spraak spreiding
spreker spring sprint sprong staaf staal staart staat stabiliteit stad stadion stadium staf stage staking stal
stalling stam stand standaard standpunt stang stap stapel start starter station statistiek statuut steden steek steen
steiger steller stelling stelsel stem stemmer stemming stempel stengel stereo sterfte sterk sterkte sterrenkunde steun
stichting stick stier stift stijl stikstof stilte stimulering stoel stof stok stoof stoom stoornis stoot stop stopper
storm storting straal straat straf straling strand strategie streek streep streng stress streven strijd strijder strip
stro stroming strooi stroom stroop structuur struik student studie studio stuk stunt stuur stuw subsidie succes suiker
supermarkt supporter surf symbool symptoom syndroom synode systeem taak taal taart tabak tablet tactiek tafel tak
takel taks talent tand tandarts tangen tank tante tapijt tarief tarwe tas taxatie taxi team technicus techniek
technisch technologie teelt tegel tegen tegoed tehuis tekenaar tekening tekort tekst telecom telecommunicatie
telefonie telefoon telegraaf teler telescoop televisie teller telling tempel temperatuur tempo tennis tent tentamen
tentoonstelling termijn terras terrein terreur terrorisme terrorist terugkeer test testament textiel theater thee
thema theologie theoloog theorie therapeut therapie tiener tijd tijding tijdperk tijdschrift tijger timmerman tip
titel tocht toegang toekomst toelage toelating toename toepassing toer toerisme toerist toernooi toeslag toespraak
toestand toestemming toetreding toets toetsenbord toetsing toevoer toezicht toilet tol tolerantie tolk tomaat toneel
top toren totaal touw tover traan traditie trainer training traject tram transactie transplantatie transport
transporteur trap trauma tref trein trek trekker trekking trend tribune trilling trio triomf troep trommel trompet
troon tropen trots trouw truc truck trui trust tucht tuig tuin tuinder tuinier tumor tunnel turbine turf turn
tweedehands tweeling twist type uien uil uitbater uitbreiding uitdrukking uitgaan uitgang uitgangspunt uitgave
uitgever uitgifte uiting uitje uitkering uitkijk uitlaat uitleen uitleg uitlevering uitloop uitrusting uitslag
uitspraak uitstap uitstoot uittreding uitvaart uitval uitvoer uitvoering uitwijk uitwisseling uitzend uitzending
uitzet uitzondering unie uniform unit universiteit urgentie urine uur vaandel vaardig vaardigheden vaardigheid vaart
vaartuig vaas vacature vaccinatie vaccins vacht vacuum vader vak vakantie valuta varken vastgoed vat vector vee veen
veer vegetatie veiligheid veiling veld venster ventiel ventilatie ventilator verandering verantwoordelijk
verantwoordelijkheid verantwoording verband verbetering verbinding verblijf verbod verbond verbouwingen verbranding
verbruik verbruiker verdachte verdediging verdeler verdeling verdienmodel verdieping verdrag vereiste vereniging
vergadering vergelijking vergiftiging vergoeding vergroting vergunning verhaal verhoging verhoor verhouding verhuur
verhuurder verjaardag verkaveling verkeer verkenning verkiezing verklaring verklikker verkoop verkoper verkrachting
verlaging verlamming verlangen verleden verlenging verlening verlichting verlies verlof verloop verloskundige vermaak
vermelding vermindering vermogen vernietiging vernieuwing verontreiniging verordening veroudering verpakking
verplaatsing verpleegkundige verpleging verplichting verrassing verrijking verschijning verschijnsel verschil
verschuiving verslaafden verslag verslaving versnelling versperring verspilling verspreiding verstand versterker
versterking verstoring verstrekker verstrekking vertaal vertaler vertaling vertegenwoordiger vertegenwoordiging
vertraging vertrek vertrouwen verval vervalsing vervanging vervoer vervoerder vervolg vervolging vervuiling
verwachting verwant verwantschap verwarming verwerking verwerving verwijdering verwijzing verzamelaar verzameling
verzekeraar verzekerde verzekering verzet verzoek verzoening verzorger verzorging verzuim vestiging vet veteranen
vezel viaduct video viering vijand vijver villa viool virus vis visie visser visserij visum vitamine vizier vlaag vlag
vlak vlakte vlam vlas vlecht vleermuis vlees vlek vleugel vlieger vliegtuig vlinder vloei vloer vlok vloot vlucht
vluchteling voeder voeding voedsel voeg voer voerder voering voertuig voet voetbal voetballer voetganger vogel
volgorde volk volkeren volleybal volume volwassenen voogd voogdij voorbeeld voorbereiding voordeel voordracht voorjaar
voorkeur voorlees voorlichter voorlichting voorraad voorrang voorschot voorschrift voorspelling voorstel voorstelling
voortgang voortplanting voorwaarde voorziening voorzitter vordering vork vorm vorming vorst vos vraag vracht vrede
vreemd vreemdeling vrees vreugde vriend vriendelijk vriendelijkheid vrijdag vrijheid vrijwillige vrijwilliger vrouw
vrucht vuilnis vuist vulling vuur waan waanzin waarborg waarde waardig waardigheid waarheid waarnemer waarneming
waarschuwing wacht wachter wagen wal wand wandelaar wandeling wapen waren warmte was wasserij water waterschap
waterstof website wedde wederopbouw wedstrijd weduwe weefsel weeg week weekend weer weerstand wees weg weide welstand
welvaart welzijn wending wens wereld werf wering werk werker werkgever werkloze werknemer werper wervel werving wesp
wester wet wetenschap wetenschappelijk wetenschapper wetgeving wethouder wettelijke wever wieg wiel wiet wijding wijk
wijn wijsheid wijzer wijziging wild wilg win wind winkel winkelier winnaar winning winst winter wiskunde wissel
wisselaar wisseling woede woeker woensdag woestijn wol wolf wolk wond wonder woning woord woordvoerder worm worp worst
worstel wortel woud wraak wrak yoga zaad zaag zaak zaal zadel zak zalf zalm zand zang zanger zangeres zaterdag zede
zee zeeen zeef zeep zegel zegen zekerheid zelfstandige zender zending zenuw zetel zetter zetting zicht ziekenhuis
ziekte ziel zijde zilver zin zingen zink zit zitting zoeker zoen zolder zomer zon zondag zone zonne zorg zout zucht
zuchtig zuider zuil zuivel zuivering zuster zuurstof zwaan zwaard zwakte zwaluw zwam zwangerschap zweet zwemmer zwijg
zwijn zzp
"""

_FIRSTS = """
aap balk bewaar bio blind bon borduur breed breek brei bruin buig den denk dicht diep dik doof draag drijf drink
dubbel duik duur dwars eind elektro fysio gier giet gist goochel graaf grijp groen groot haar half ham hard hardloop
haring heet hijs hoog jong kade kampeer kers kies klein klim knip knutsel koel koud krom kruip kweek lang leef leen
leer lees lier lig maai mat meet meng mier naai nier nieuw noord oefen oost oranje oud parkeer pen pest plak pleeg
poets pop prik reken ren rij ring roei rond rood rooi rook schaats scheer scheld schenk scherp schiet schoon schrijf
schud schuil sleep slijp smal smelt snel snij snoei sorteer speel spek spoel spreek spuit steel ster stil stook stort
strijk stuif teel teen teken tel thuis timmer tin vaar vang vast veeg veel verf vergader verpleeg vertel vlieg vries
vrij vroeg vuil waak wandel warm web weef west woon wrijf zaai zeil zelf zend ziek zoek zoet zuid zuig zuur zwart
zweef zwem zwerf
"""

FIRSTS = frozenset(_FIRSTS.split())
HEADS = frozenset(_HEADS.split())
