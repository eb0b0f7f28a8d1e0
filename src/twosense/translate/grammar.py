"""Grammar: the words that tell which part of speech stands next to them.

Invariant: the words are in small letters, with a straight apostrophe.
"""

from __future__ import annotations

import re

from twosense.text.stems import strip_inflection
from twosense.translate.wording import PARTICIPLES, PASTS, third_person

_AUXILIARIES = """
    will would can could shall should may might must cannot do does did don't didn't doesn't won't can't couldn't wouldn't
"""
_BE = "is are was were be been being am isn't aren't wasn't weren't it's that's we're they're you're i'm"
_HAVE = "has have had having hasn't haven't hadn't we've they've i've you've"
_DETERMINERS = "a an the this that these those my your our their its every each any some no all both"
_PRONOUNS = "i you we they he she it who which that what them us me him her"
_REFLEXIVES = "itself myself ourselves themselves himself herself yourself unto"
_PREPOSITIONS = """
    of in on at by for with from to into onto about across after against along amid among around as before behind below beside
    besides between beyond but despite down during except inside like near off onto out outside over past per round since than
    through throughout till toward towards under until unlike up upon via within without
"""
_CONJUNCTIONS = """
    and or nor so yet if when whenever while because although though whether whereas where wherever how why once unless whose
    whom then
"""
_ADVERBS = """
    again ahead almost alone already altogether also always anyway away back best better even ever everywhere far fast first
    here home how instead just last late later less more most much never next now often once only otherwise perhaps quite
    rather really right soon sooner still sometimes there therefore today together tomorrow tonight too twice very well
    yesterday yet not
    monday tuesday wednesday thursday friday saturday sunday
"""
# They stand behind their noun: "the cloud available to us", "no budget left".
_BEHIND_NOUN = "able available bigger cheaper clear due easier enough free harder higher larger lower open ready smaller worth"
# Verbs that are hardly ever nouns in the third person: "accepts". Their base forms follow a plural: "the analytics show".
_BASES = """
    accept achieve add affect agree allow appear apply arrive ask assume attend become begin believe belong block break
    bring buy carry cause choose close come comply consider consist contain continue cost cover create decide define depend
    describe deserve detect determine differ drive drop eat enable encourage enjoy ensure enter exist expect expire explain
    expose fail fall feel find finish fit follow force forget get give go grow happen help hold hurt identify imply improve
    include indicate inform install introduce involve keep know lack last learn let lie live lose make matter mean meet miss
    move need obtain occur open operate own pass pay persist prefer pretend prevent produce protect prove provide pull put
    read receive recommend recover reduce refer refuse relate remain remember remove replace require resist retain return
    reveal rise run satisfy say seem sell send serve show sit slip slow solve speak specify stand start stay stop strive
    succeed suffer suggest support survive take talk tell tend think treat try turn understand use verify wait want win work
"""
# Base forms that are never nouns.
_BASES_NEVER_NOUNS = """
    appear become belong contain depend describe ensure exist involve occur persist prevent provide remain require seem
"""
# Regular verbs, in their base form, that are hardly ever nouns before another noun.
_VERBS = """
    accept access achieve acquire adapt address adopt advertise aggregate aid analyse analyze approve ask assess assign
    assist assume attach attract audit authenticate authorise authorize avoid backup boost browse capture charge check
    claim clean click collect combine compare compete compile complete configure confirm connect consider consult consume
    contact convert convince craft create debug declare delay delete delight deliver deploy describe detect determine
    develop discover distribute download drop educate enable encourage encrypt engage enhance enjoy ensure enter escalate
    estimate evaluate evolve examine exceed execute expand expect explore export expose extend extract fetch fix focus
    forward fund gain gather generate govern handle highlight hire host identify ignore impact implement improve include
    increase inform ingest inspect install integrate introduce invest invite invoke involve join launch maintain manage
    manipulate measure migrate misuse modify monitor motivate move need notify obtain offer onboard operate optimise
    optimize organise organize outsource pass persuade please prefer prepare present preserve prioritise prioritize
    process produce promote provide provision publish purchase push raise reach receive recommend recruit reduce refine
    refresh register reject relate remove rename render replace replicate report represent request require rescale resell
    reserve resolve restart restore restrict retain retire retrieve reuse review revise satisfy save scan schedule select
    serve share ship show specify stabilise stabilize store strengthen submit suggest support sync synchronise synchronize
    target track transfer transform transmit transport treat trigger trust turn update upgrade upload use validate verify
    view visit visualise visualize want warn
"""
_NUMBERS = """
    one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million
"""
_PASTS_AND_NOUNS = frozenset(
    "bet bid broadcast cost cut fit hit hold lead let offset put read rid run set show shut split spread thought".split()
)


def _set(*lists: str) -> frozenset[str]:
    return frozenset(" ".join(lists).split())


ADVERBS = _set(_ADVERBS)
AUXILIARIES = _set(_AUXILIARIES)
BE = _set(_BE)
BE_OR_HAVE = _set(_BE, _HAVE)
# An adjective follows one of these without a noun: "is agile", "more agile".
BEFORE_PREDICATE = BE | _set(
    "become becomes became becoming feel feels felt look looks seem seems stay stays remain remains more most less so very too"
)
CONJUNCTIONS = _set(_CONJUNCTIONS)
DETERMINERS = _set(_DETERMINERS) - {"that"}
BEFORE_NOUN = _set(
    _DETERMINERS, _PREPOSITIONS, _NUMBERS, "her his new own more most less main key whose several many few other"
) - {"to"}
BEFORE_VERB = _set(_AUXILIARIES, "to not please let's i you we they who help helps us them never always")
BEFORE_THIRD = _set("he she it this that which who what never always also")
PREPOSITIONS = _set(_PREPOSITIONS)
SUBJECTS = _set("i you we they he she it who which nobody everybody somebody everyone")
NUMBERS = _set(_NUMBERS)
OBJECTS = _set(_DETERMINERS, "her his it them us me you him everything fewer several many most half") - {"that"}
# The common ones, whose ending does not tell.
ADJECTIVES = _set(
    """
    accurate adequate appropriate bad better big bigger brand-new busy certain cheap clear close common complete concrete core
    corporate daily deep direct duplicate easy entire extra fair false fast fast-growing few final fine first foreign fresh
    full future good great half hard high higher hot idle immediate infinite junior key large late later legitimate live long
    low lower main major mature mere minor modern monthly narrow near new next nightly old online open other overall own
    particular poor popular present prior private proper pure quick rare raw real regular remote right safe same second secure
    senior separate sharp short similar simple single slow small sole solid sound standard strong such superior thin third
    tight top total true ultimate unique upper usual vague weak weekly whole wide wrong yearly young
    """
)
# Nouns, and a few verbs, that end as adjectives do.
NOUNS_LIKE_ADJECTIVES = _set(
    """
    accent accessory accident accountant agent alternative animal anniversary applicant appraisal approval archive
    arrival assistant beneficiary bible boundary cable capital category client clinic commentary component consent
    constant consultant consumable content continent credential critic deliverable denial detective diary dictionary
    digest directive directory disable disposal drive enable event executable executive extent fabric factory feed
    forest glossary goal graphic guest harvest history hospital immigrant incentive incident ingredient initiative
    intent interest intermediary interval inventory invest itinerary journal laboratory library logic manifest manual
    material mechanic memory merchant metric moment motive music narrative need objective observatory parent participant
    patent patient percent perspective portal president principal professional proposal quadrant quest recipient
    refactory referral removal renewal rental repository representative request respondent rest restaurant retrieval
    ritual salary secretary seed segment signal story student subsidiary summary table talent tenant terminal territory
    test theory timetable topic traffic trajectory trial tutorial variable variant victory vocabulary warrant withdrawal
    """
)
_NOUNS_IN_LY = _set("ally anomaly assembly butterfly family fly monopoly rally reply supply")
# Names of what is done, which end a compound: "cloud computing".
GERUNDS = _set(
    """
    accounting addressing advertising analysing analyzing auditing backing balancing banking binding branding briefing
    building caching clustering coding computing consulting copywriting debugging drawing engineering fencing filing filtering
    financing forecasting funding gaming grouping handling hijacking hosting indexing landing learning licensing listing
    lobbying logging mailing making manufacturing mapping marketing matching meeting merchandising messaging mining modeling
    modelling monitoring naming networking onboarding operating outsourcing packaging partitioning patching planning pooling
    positioning posting pricing printing processing profiling programming proofing prototyping provisioning publishing
    purchasing ranking rating reading reporting researching routing sampling scaling scheduling scoring scripting segmenting
    selling setting shaping sharing shipping shopping signing sourcing spending sponsoring staffing storytelling streaming
    string targeting taxing testing timing tooling tracking trading training troubleshooting tuning understanding versioning
    warehousing warning wiring writing
    """
)
FUNCTION = _set(
    _AUXILIARIES, _BE, _HAVE, _DETERMINERS, _PRONOUNS, _PREPOSITIONS, _CONJUNCTIONS, _ADVERBS, "his only own another such few"
)
BASES = _set(_BASES)
STEMS_OF_VERBS = frozenset(map(strip_inflection, _set(_VERBS) | BASES | frozenset(PASTS)))
NEVER_NOUNS = FUNCTION | _set(_BASES_NEVER_NOUNS, _BEHIND_NOUN, _REFLEXIVES) | frozenset(map(third_person, BASES))
NEVER_NOUNS |= frozenset((*PASTS.values(), *PARTICIPLES.values())) - _PASTS_AND_NOUNS
_CONTRACTION = re.compile(r"'(?:d|ll|re|t|ve)$")
_PAST = re.compile(r"[^e]ed$")


def is_no_noun(word: str) -> bool:
    """Return whether no compound of nouns has this word: "has", "again", "quickly", "released"."""
    if word in NEVER_NOUNS or word in NUMBERS or _CONTRACTION.search(word):
        return True
    return (word.endswith("ly") and word not in _NOUNS_IN_LY) or bool(_PAST.search(word))
