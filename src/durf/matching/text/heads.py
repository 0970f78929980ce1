"""Words that Dutch compounds are made of, so that a small community's own words need not hold both halves.

Our own list: trades, things and activities of the kind people name as a
strength; no dictionary is read at run time.
"""

_HEADS = """
advies adviseur administratie akte arts auto avond bakker band bank bedrijf bedrijfs begeleider begeleiding
beheer beheerder belasting berg beroep bestuur bestuurder bestuurs bier bloem bloemen boek boeken boekhouder
boekhouding boer bord bouw bouwer brand brief brood brouwer bureau buurt cafe camera centrum coach computer
concert contract cursus dak dans dansen danser dekker dier dieren dienst dorp dorps drukker energie expert
feest fiets fietsen film folie foto fotograaf fotografie gebouw geld geluid geluids geschiedenis gesprek
gids gitaar glas goed grafisch groente groep haak haken hand handel handelaar herstel hersteller hond honden
honing hout houder houderij huis huizen hulp hypotheek inrichting installateur instrument instrumenten jeugd
juridisch kaart kaas kamer kantoor kapper keuken kinder kinderen klas kleding kleuter klus klussen kok koken
koor kosten kracht kunst kunstenaar kundige laser leer leraar leren les lessen leider leiding letter lucht
maker makelaar maat markt meester meter metaal meubel meubels middel model molen moeder motor muur muziek
muzikant naai naaien natuur net netwerk onderhoud onderwijs ondernemer onderzoek onderzoeker ontwerp
ontwerper ontwikkelaar oogst opleiding opvang organisatie ouder ouderen paard paarden papier park pensioen
piano plaat plan planner planning plant planten podcast politiek praktijk project raad recht rechten reis
reizen rijder rijden rekening reparateur reparatie roman ruimte schaap schapen schilder schilderen
schilderij school schrijven schrijver schuur site slager smid snoei snoeien software speler spel spelen
spraak sport stad stads station steen stem stichting straat student subsidie taal talen tafel tandarts
tekenaar tekenen tekst telefoon theater therapeut therapie timmer timmeren timmerman toneel trainer training
trommel tuin tuinen tuinier vader vaart vaardigheid varen vee veiligheid vereniging verhaal verkeer verkoop
verkoper verpleegkundige verpleging verzekering verzorger verzorging vis visser viool vlees vlieger vloer
voeding voetbal vogel vogels volk volks vracht vrijwilliger vrijwilligers vrouw wagen wandel wandelen
wandeling warmte was water web wedstrijd weg werk werker werken werkplaats weven wever wet wijk wijn winkel
winkelier woning woon zaal zang zanger zeil zeilen zolder zorg zwem zwemmen
"""

HEADS = frozenset(_HEADS.split())
