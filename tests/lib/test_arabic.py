import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tawasul.lib.arabic import fold, isolate, terms
from tawasul.lib.arabic_stems import SHORTEST_STEM, WHOLE

SPELLINGS = [
    "أحمد احمد إحمد آحمد ٱحمد",
    "مستشفى مستشفي مستشفی",
    "مدرسة مدرسه مدرسۃ مَدْرَسَةٌ مـــدرسة ﻣﺪﺭﺳﺔ مدر\u200cسة \u200fمدرسة\u200e",
    "مسؤول مسئول مسوول مسءول",
    "شؤون شئون شوون شءون",
    "رئيس رييس رءيس",
    "سؤال سوال",
    "مؤسسة موسسة مءسسة",
    "هيئة هييه هيءة",
    "قراءة قرائة قرايه",
    "إجراءات اجرائات اجرايات",
    "أبناؤهم أبنائهم ابناءهم ابناوهم",
    "شاطئ شاطيء شاطي",
    "تكافؤ تكافو تكافوء",
    "شيء شي شئ شيئ",
    "قرآن قرءان قران",
    "کتابی كتابي",
    "صلاة صلاه ﺻﻼﺓ صﻻة",
    "يحيى يحي",
    "شكوى شَكْوَىٰ شكوي",
]
PLAIN_WORDS = """
    مدرسة معلم شكوى مسؤول مسئول رئيس نقل طالب جامعة حضور إجازة مؤهل لجنة وزارة كلية بلاغ ورقة فصل أبناؤهم يوم عيون لغة
    كامل أمل سعود سعيد شاطئ قراءة وليد فيصل هيئة هوية امتحان ليلى بكالوريوس والد
"""
PREFIX_GROUPS = "ال و ف ب ك ل وال فال بال كال وبال فبال ول وب فل فب"
WORDS = st.sampled_from(PLAIN_WORDS.split())
PREFIXES = st.sampled_from(PREFIX_GROUPS.split())
LETTERS = st.sampled_from("ابتجدرسعفقكلمنهويؤئء")
ARABIC_TEXT = st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.sampled_from("اويءؤئهكن "))


def reads_as_whole(prefix: str, word: str) -> bool:
    """Tell whether prefix and word together spell a word of the list that is never taken apart (ك + أمل, كامل)."""
    prefixed = fold(prefix + word)
    return any(prefixed[cut:] in WHOLE for cut in range(len(prefix)))


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_one_spelling_for_all(spellings: str) -> None:
    words = spellings.split()
    assert {fold(word) for word in words} == {fold(words[0])}
    assert {tuple(terms(word)) for word in words} == {tuple(terms(words[0]))}


@given(st.text() | ARABIC_TEXT)
@example("ﷺ ﹰ ﻼ İ ß ½")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text() | ARABIC_TEXT)
def test_terms_of_the_folded_are_the_terms(text: str) -> None:
    assert terms(fold(text)) == terms(text)


@given(PREFIXES, WORDS)
def test_article_and_prefixes_find_the_bare_word(prefix: str, word: str) -> None:
    assume(not reads_as_whole(prefix, word))
    assert terms(prefix + word) == terms(word)


@given(st.sampled_from(["لل", "ولل", "فلل"]), WORDS.filter(lambda word: not word.startswith("ل")))
def test_the_article_after_lam(prefix: str, word: str) -> None:
    assert terms(prefix + word) == terms(word)


@given(st.text(LETTERS, min_size=3), PREFIXES)
def test_any_word_of_three_letters_is_found(word: str, prefix: str) -> None:
    assume(len(fold(word)) >= SHORTEST_STEM and word[0] not in "ؤئء")  # no word begins with a seated hamza
    assume(not reads_as_whole(prefix, word))
    assert terms(prefix + word) == terms(word)


def test_a_whole_word_is_not_taken_apart() -> None:
    assert terms("كأمل") == terms("كامل") == terms("والكامل") == ["كامل"]


@pytest.mark.parametrize("word", sorted(WHOLE))
def test_whole_words_are_listed_as_folded_and_needed(word: str) -> None:
    assert fold(word) == word
    assert terms(word) == [word]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سعود", "سعيد"),
        ("كامل", "أمل"),
        ("لجنة", "جنة"),
        ("كمال", "مال"),
        ("هيئة", "هوية"),
        ("عواد", "عياد"),
        ("بلدية", "لديه"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert terms(one) != terms(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("الشكوى رقم ٢٦-٠٠٠١", ["شكوي", "رقم", "26", "0001"]),
        ("عبدالرحمن", ["عبد", "رحمن"]),
        ("لعبد الرحمن", ["عبد", "رحمن"]),
        ("آل سعود", ["سعود"]),
        ("بـWhatsApp و Excel", ["whatsapp", "excel"]),
        ("المدرسة والمدرسة", ["مدرسه"]),
        ("من يد", ["من", "يد"]),
        ("، . !", []),
        ("", []),
    ],
)
def test_terms(text: str, found: list[str]) -> None:
    assert terms(text) == found


def test_punctuation_parts_words_and_spaces_collapse() -> None:
    assert fold("  نقل،طالب\n(الرياض)/ABC\u00a0") == "نقل طالب الرياض abc"


def test_isolated_text_keeps_its_direction() -> None:
    assert isolate("26-0000") == "\u206826-0000\u2069"
