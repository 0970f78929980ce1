"""Words that Dutch compounds are made of, so that a small community's own words need not hold both halves.

Our own list: trades, things and activities of the kind people name as a
strength; no dictionary is read at run time.
"""

_HEADS = """
aangifte aanvraag aardrijkskunde accordeon acteur administratie advies adviseur affiche afscheid afval akte
analyse apotheek apotheker arabisch archief arts autisme auto avond badkamer bakfiets bakker band bank banket
barista bedrijf begeleider begeleiding beheer beheerder belasting berg beroep bestuur bestuurder beveiliging
bibliotheek bieb bier bijen bijles biologie bloed bloem bloemen boek boeken boekhoud boekhouder boekhouding boer
bomen boom boot bord boten bouw bouwer brand brei breien bridge brief brommer brood brouwer brouwerij bruid
bruiloft btw budget bureau buurt cafe camera camper caravan catering cello centrum circus clown coach compost
computer concert contract correctie cursus dak dans dansen danser data database dekker dementie deur dienst dier
dieren dijk dinsdag donderdag dorp drukker drukwerk drum drummer duits eenmans elektra elektricien elektriciteit
elektro energie engels erfenis eten expert fanfare feest fiets fietsen film fluit folie foto fotograaf
fotografie frans fysio gazon gebouw geld geluid geluids geschiedenis gesprek gids gitaar gitaarles glas goed
goochel goot grafisch gras groente groep gymnastiek haak haken hand handel handelaar handicap hardloop hardware
harmonie harp hart haven herstel hersteller hockey hoed hond honden honing horeca houder houderij hout huid huis
huisstijl huizen hulp huur hypotheek ijzer illustratie imker imkerij inburgering inkoop inrichting installateur
instrument instrumenten integratie isolatie jam jeugd judo juridisch kaart kaarten kaas kachel kajak kalligrafie
kamer kano kantoor kapper kapster kas kassa kat katten kelner keramiek kerk ketel keuken kinder kinderen kip
kippen klant klanten klas klassen kleding klei kleuter klimaat klooster klus klussen knie koffie kok koken
konijn koop koor kosten kracht kringloop kundige kunst kunstenaar kweker kwekerij laboratorium landschap laptop
laser lassen lasser leder leer leerling leerlingen leider leiding lekkage leraar leren les lessen letter licht
logo logopedie long lood loodgieter loop loopbaan lopen lucht maaltijd maaltijden maandag maat makelaar maker
mantel mantelzorg mantelzorger marathon marketing markt massage mediation meester melk metaal meter meubel
meubels middag middel milieu minima mode model moeder molen motor museum muur muziek muziekles muzikant naai
naaien naaimachine nacht nagel natuur natuurkunde nederlands nek net netwerk notaris notulen ochtend ogen
onderhoud ondernemer onderneming onderwijs onderzoek onderzoeker online ontwerp ontwerper ontwikkelaar oog oogst
oor opleiding oppas opvang organisatie orgel orkest ouder ouderen paard paarden paneel panelen papier park
pedicure pensioen peuter piano pianoles plaat plan planner planning plant planten plein podcast podium polder
politiek pomp pottenbakker praktijk presentatie privacy project puber pubers puzzel raad raam racefiets ramen
recept recepten recht rechten redacteur redactie regie regisseur reis reizen rekening reparateur reparatie
restaurant rijden rijder rijles rijschool riool roei roeien rolstoel roman rouw rug ruimte sap saxofoon scenario
schaak schaap schaats schaatsen schapen scheiding scheikunde schilder schilderen schilderij schip schoen
schoenen school schools schoonheid schoorsteen schouder schrijven schrijver schuld schulden schuur scooter
server site ski slager sleutel sleutels sloot slot sloten smid snoei snoeien soep software sollicitatie spaans
spel spelen speler spellen spier sport spraak staal stad station statistiek steen stem stemles stemmer stichting
stof stoffen straat struik student subsidie taal taart taarten tafel talen tand tandarts tekenaar tekenen tekst
telefoon tennis testament theater thee therapeut therapie timmer timmeren timmerman tolk toneel trainer training
trap trommel trompet trouw tuin tuinen tuinier tweedehands uitvaart vaardigheid vaart vader varen vee veiligheid
vereniging vergader vergadering vergunning verhaal verjaardag verkeer verkoop verkoper verpleeg verpleegkundige
verpleging vertaler vertaling verzekering verzorger verzorging viool vis visser vlees vlieger vloer vluchteling
vluchtelingen voeding voet voetbal voeten vogel vogels volk vracht vrijdag vrijwilliger vrijwilligers vrouw
wagen wandel wandelen wandeling warmte warmtepomp was wasmachine water web website wedstrijd weef weg werk
werken werker werkplaats wet weven wever wijk wijn winkel winkelier wiskunde woensdag woning woon yoga zaal zang
zanger zangles zaterdag zeil zeilboot zeilen ziekenhuis ziekte zink zolder zondag zonne zonnepaneel zonnepanelen
zorg zwem zwemmen zzp
"""

HEADS = frozenset(_HEADS.split())
