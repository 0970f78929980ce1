"""Words that carry no wish of their own, Dutch and English together; both lists always hold.

`STOPS` are not read at all. `EVERYDAY` words rank, lightly, but never decide who is reached: "ik zoek
hulp" reaches nobody. Both are our own, written down for wishes and strengths; *bij* is on neither (see words.py).
"""

_STOPS_NL = """
aan al alle alleen alles als altijd ander andere anders ben bent binnen bovendien daar daarbij daarin daarmee
daarna daarom daarop daarover daarvan daarvoor dan dat de der des deze die dit doch doe doen door doet dus een
echt eens eigenlijk elk elke en enkele er eraan erbij erin ermee erna erop erover ervan ervoor etc even evenals
ga gaan gaat geen geweest haar had hadden heb hebben hebt heeft heel hem hen het hier hiermee hierover hiervan
hiervoor hij hoe hoeveel hun iedere ieder iedereen iemand iets ik in inmiddels is ja je jij jou jouw jullie kan
kon konden kun kunnen kunt laat maar maken me mee meer meest met mij mijn mijne moest moet moeten mocht mag
mogen na naar naartoe nadat neem nergens niemand niet niets nieuwe nog nogal nooit nou nu of om omdat onder ons
onze ook op over overal per pas samen sinds soms steeds te tegen ten ter terug terwijl tijdens toch toen tot
tussen u uit uw vaak van vanaf vandaan vanuit veel voor vooral vooraf waar waaraan waarbij waarin waarmee waarom
waarop waarover waarvan waarvoor wanneer want waren was wat we weer wel welk welke werd werden wie wij wil wilde
willen wilt word worden wordt zal ze zeer zelf zich zij zijn zo zoals zonder zou zouden zulke zullen af achter
allemaal anderen behalve dezelfde eraf erachter erbovenop erdoor erom eronder eruit ernaast hetzelfde
hoefde hoeft hoeven meteen rond rondom tevoren vlak voordat zag zoiets zodat zulks ene heen vanzelf
"""

_STOPS_EN = """
a about above after again all almost also although always am an and any anybody anyone anything are as at be
because been before being below between both but by can cannot could did do does doing don done down during each
either else ever every everybody everyone everything few for from further get gets getting give given go goes
going gone got had has have having he her here hers herself him himself his how however i if in into is it its
itself just let like made make makes many may maybe me might mine more most much must my myself neither never no
nobody none nor not nothing now of off often on once one only onto or other others our ours ourselves out over
own per perhaps put quite rather really same shall she should since so some somebody someone something sometimes
still such than that the their theirs them themselves then there therefore these they this those though through
thus to together too toward towards under until unless up upon us use used using very via was way we were what
whatever when where whether which while who whom whose why will with within without would yes yet you your yours
yourself allowed along alongside beside besides living ran run runs sat sounds aren couldn didn doesn
don haven isn wasn wouldn ll ve
"""

_EVERYDAY_NL = """
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april juni juli augustus
september oktober november december lente voorjaar zomer najaar herfst winter ochtenden avonden middagen middags
twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig vijftig honderd tweede derde vierde
dochter dochters zoon zoons zoontje dochtertje moeder vader ouders broer zus zusje opa oma vriend vrienden
vriendin vriendinnen buurman buurvrouw collega mannen vrouwen begrijp begrijpen begrijpt bijna durf durven durft
leert leren voelt voel voelen hoop hopen hoopt wacht wachten probeert vanwege wegens ondanks tenminste minstens
hoogstens ongeveer bijvoorbeeld neem nemen nam genomen brengt gebracht gevraagd geprobeerd gekregen gekeken
gekomen begint stopt stoppen blijft gebleven lijkt lijken leek geleden eerder later simpel moeilijke lastig
lastige nodige hoort gehoord praat praten gesproken spreek spreken spreekt denkt dacht gedacht droom dromen
wonen woont gewoond verschillende genoeg weinig vast vaste jong jonge oud oude avonduur halve hele uurtje
kwartier kwartiertje weekje dagje maandje stukje vraagje klusje plekje hulpje beetjes welkom serieus eerlijk
rustig mogelijke onmogelijk enthousiast ervaren bereid beschikbaar dichtbij verre elkaar ander samen zelfs
terecht huidig vorig vorige afgelopen aanstaande binnen buiten boven beneden aantal aanbod advies adviseren
afspraak avond baan beetje begin beginnen begonnen behoefte belangrijk benieuwd beste bekend beter bezig biedt
bied bieden blij breng brengen buurt contact dag dagen dank deel denk denken ding dingen doel eerste eigen
ergens ervaring ervaringen fijn ga gebied gebruik gebruiken geef geeft gegeven gemakkelijk geven gevonden gewoon
goed goede graag groep groot grote gezocht handig hallo helpen help helpt hoi hoor horen hou houd houden houdt
hulp huidige hulpvraag idee ideeen informatie interesse jaar jaren kant ken kennen kennis kent keer keren kijken
kijk klein kleine komen komend komende kom komt kort krijgen krijg laatste lang lange langs leer leuk leuke
liefst lukt maand maanden maken manier meedenken meedoen meekijken mens mensen middag minuten moeilijk mogelijk
mogelijkheden moment mooi mooie morgen nacht natuurlijk nieuw nieuws nodig ochtend ooit paar persoon plan
plannen plek plekken precies probeer proberen probleem problemen raad samenwerken snel soort staan staat start
starten stap stappen stuk tijd tijdje tip tips uitleg uitleggen uren uur vanavond vandaag verder vertel
vertellen vertelt verhaal vind vinden vindt volgend volgende voorbeeld vraag vragen vrij vrouw waardevol week
weekend weet weken weten weg werk werken werkt wens wensen wereld zaak zaken zeg zeggen zetten zie zien ziet zin
zitten zit zoek zoeken zoekt zoekend zorgen zulk deelt delen meedenkt meekijkt gedaan gemaakt goedemorgen groet
groeten hartelijk lieve tof super zeker misschien binnenkort straks gisteren wanneer eenmaal allerlei bepaald
bepaalde gauw half helemaal mezelf onszelf vooruit gratis betaald mei man vol zet ligt lig liggen lag lagen gelegen
stil stille klopt klopte kloppen kloppend zegt zei gezegd vraagt vroeg stond stonden maakt maakte legt legde leggen
gelegd liep loopt gaf neemt gehad geval gevallen geregeld regelen regelt gang apart achterkant voorkant bedoel bedoelt
bedoelen bestaat bestaan betaalde draagt eind einde euro gegeten gelachen geschreven gewone halfuur halfuurtje hardop
hoog hoge hogere laag lage lagere kilo kilometer leeg lege liever meter oordeel oordelen plaats raak raakt raken
rest ruim slaan slaat terugkrijgt vergeten vergeet veertig zestig zeventig tachtig negentig duizend dertien veertien
vijftien zestien zeventien achttien negentien belt lach lachen lacht leeft naam namen vallen binnenkomt
"""

_EVERYDAY_EN = """
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december spring summer autumn winter two three four five six seven eight nine ten eleven twelve
twenty thirty fifty hundred second third fourth daughter daughters son sons mother father parents brother sister
grandmother grandfather mum dad husband wife boyfriend girlfriend neighbour neighbours colleague colleagues boy
girl women child fix fixing fixed understand almost dare afraid feel feeling feels felt hoping hopes wait
waiting because although despite least roughly bring brings brought asked tried stop stops stay stayed seem
seems seemed ago earlier simple tough speak speaks spoke say said saying live lives living enough young welcome
serious honest willing keen close nearby far early late last past coming half whole hourly moment bit piece
couple several various certain given getting started begin begins beginning keep keeps kept let lets try tries
turn turns start starting whatever nobody mine come comes came going went real really actually able advice
afternoon anyhow ask asking available bad best better big chance contact currently day days dear different easy
evening example experience experienced experiences eventually fine find finding first free friend friends good
great group guys happy hard hello help helpful helping helps hey hi hope hour hours idea ideas important
information interested interesting issue job kind know knowledge knows later learn learning little long look
looking lot love matter mean meet minute minutes month months morning near need needed needs new next nice night
okay old part people person place plan please possible problem problems question questions ready recommend
recommendation recommendations right see seek seeking set share show small somewhere soon sort step steps stuff
suggest suggestion suggestions sure take talk tell thank thanks thing things think time times tip tips today
tomorrow tonight trying useful want wanted wants week weekend weeks well wish woman wonder wondering work
working works world year years cheers kindly appreciate anymore man men beautifully behave behaves bought buy buying
buys call calls cut cuts decide decides die dies
explain explained explains face fear forty sixty seventy eighty ninety thousand gave gives happen happened happens
laugh laughed laughing laughs line lines loud mark marks metre metres open opened opens save single sit sits steady
survive survived tells told wrote written belong belongs careful full moves pays stands wrong word words
"""

_DUTCH_MARKS = """
de het een en van ik je niet ook met voor op om aan bij uit wat wie hoe naar mijn jouw onze zijn heeft
"""

_ENGLISH_MARKS = """
the a an and of i you not also with for on to at from what who how my your our are has
"""

STOPS = frozenset((_STOPS_NL + _STOPS_EN).split())
EVERYDAY = frozenset((_EVERYDAY_NL + _EVERYDAY_EN).split()) - STOPS
DUTCH_MARKS = frozenset(_DUTCH_MARKS.split())
ENGLISH_MARKS = frozenset(_ENGLISH_MARKS.split())
