"""Words that a line's end of a PDF divided, made whole where that is sure. Pure.

A hyphen at a line's end may be the word's own ("re-sign", "TF-CBT") or one that was set to break
the word ("medi-cation"); a PDF tells them not apart. To leave a hyphen changes no meaning, to take
one away may ("resign"). So it goes only where what follows is no word, but an ending of words, or
where the page has the whole word elsewhere.
"""

import re

LINE_END = "\ufffe"
"""pdfium's sign for a hyphen at a line's end; the line's break itself it leaves out."""

_WORD = r"[^\W\d_]+"
_BROKEN = re.compile(rf"(?<![\w{LINE_END}-])({_WORD}){LINE_END}({_WORD})(?![\w{LINE_END}-])")
# Both begin where a word does: from within one, a hostile page would be read over and over.
_COMPOUND = re.compile(rf"(?<!\w){_WORD}-{_WORD}")
_WHOLE = re.compile(rf"(?<![\w{LINE_END}-]){_WORD}(?![\w{LINE_END}-])")
# With these before it a word may mean something else than the same letters without a hyphen.
_PREFIXES = """
    anti co counter de ex extra follow in inter mid mis multi non off on out over post pre pro re
    self semi sub super un under up well
"""
# What words end in and what is no word itself: "stance", "city" and "rated" are not among them.
_ENDINGS = """
    ment ments mented menting tion tions tional tionally tioned tioning tionship tionships
    ation ations cation cations nication nications cination cinations lation lations mation tation
    tations vation vations dation dations gation gations pation sation sations zation zations
    ization izations ition itions sition sitions ution utions vention ventions
    sion sions sional cussion cussions tive tives tively sive sives sively ative itive vative lative
    tial tially cial cially dal dential dentially dentiality ential entially rential
    ity ety iety rity rities lity lities bility bilities ality alities nity nities sity sities vity
    vities mity tivity sibility tability
    ance ances ence ences enced ience iences ienced ency encies rance nance dence tence rence gence
    cence tance ous ious cious ciously tious rous ture tures tured dure dures
    ness nesses ful ible dable nable sible tible ably ibly ily
    ical ically cally tical tically nical nically rical ological dical nally matic matized tomatic
    logist logists ologist ologists logy ology apy rapy apist apists pist pists peutic apeutic
    iatric chiatric chiatrist chiatrists chiatry chological chologist chologists chology
    ing ings ting tings ning nings ving cing ging ying ating izing lating tating nating
    ted ned ded ved ced ged ized lated nated tated cated vated
    ary tary nary sary ory tory sory ent ents ient ients icant tient tients cient nent tant nant
    havior haviors havioral vior viors vioral ioral nosis chosis phrenia cidal icidal dicine
    pital pitals pitalized pitalization priate priately nificant nificantly ficult ficulty
    ficulties vidual viduals dren
    ther thers ter ters ver vers ner ners ber bers ple ples ble bles tle cle lem lems
"""
_BEFORE_HYPHENS = frozenset(_PREFIXES.split())
_WORD_ENDINGS = frozenset(_ENDINGS.split())
_SHORTEST_IN_CAPITALS = 4  # shorter ones are also what letters stand for: "ENT", "TER"


def whole_words(text: str) -> str:
    """Return a page's text with the hyphens at its lines' ends, or without, where that is sure.

    A hyphen stays that the page has in the same word elsewhere, and one of a longer compound.
    """
    if LINE_END not in text:
        return text
    compounds = {one.casefold() for one in _COMPOUND.findall(text)}
    wholes = {one.casefold() for one in _WHOLE.findall(text)}

    def whole(match: re.Match[str]) -> str:
        first, second = match.groups()
        compound, joined = f"{first}-{second}", first + second
        is_sure = _is_ending(first, second) or (
            joined.casefold() in wholes and first.casefold() not in _BEFORE_HYPHENS
        )
        return joined if is_sure and compound.casefold() not in compounds else compound

    return _BROKEN.sub(whole, text).replace(LINE_END, "-")


def _is_ending(first: str, second: str) -> bool:
    """Whether ``second`` can only be the rest of the word that ``first`` begins."""
    if second.casefold() not in _WORD_ENDINGS:
        return False
    if (first + second).isupper():
        return len(second) >= _SHORTEST_IN_CAPITALS
    return second.islower() and (first.islower() or first.istitle())
