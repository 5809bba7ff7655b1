from __future__ import annotations

from string import Formatter

import pytest

from timelog_cli.domain.documents.wording import LANGUAGES, TABLE, language, sentences, words
from timelog_cli.domain.records import TREATMENTS


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TABLE)
def test_every_word_is_there_in_every_language_with_the_same_fields(key: str) -> None:
    texts = TABLE[key]
    assert len(texts) == len(LANGUAGES)
    assert all(texts)
    assert len({frozenset(fields(text)) for text in texts}) == 1


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("it", "it"), ("it_CH", "it"), ("de-AT", "de"), ("ES", "es"), ("pt_BR", "en"), ("", "en")],
)
def test_the_language_of_a_locale(locale: str, expected: str) -> None:
    assert language(locale) == expected
    assert words(locale)["invoice"] == TABLE["invoice"][LANGUAGES.index(expected)]


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "Reverse charge"),
        ("it_IT", "Inversione contabile"),
        ("de_DE", "Steuerschuldnerschaft des Leistungsempfängers"),
        ("fr_FR", "Autoliquidation"),
        ("es_ES", "Inversión del sujeto pasivo"),
    ],
)
def test_reverse_charge_is_said_in_the_words_of_the_law(locale: str, said: str) -> None:
    (sentence,) = sentences("reverse-charge", locale)
    assert sentence.startswith(said)


@pytest.mark.parametrize(
    ("locale", "supply", "export"),
    [
        ("en", "exempt intra-community supply, article 138", "export exempt from vat, article 146"),
        ("it_IT", "cessione intracomunitaria, art. 138", "cessione all'esportazione, art. 146"),
        ("de_DE", "steuerfreie innergemeinschaftliche lieferung", "steuerfreie ausfuhrlieferung"),
        ("fr_FR", "livraison intracommunautaire exonérée", "exportation exonérée de tva"),
        ("es_ES", "entrega intracomunitaria exenta", "exportación exenta de iva"),
    ],
)
def test_supplies_to_other_countries_name_the_article_of_the_directive(
    locale: str, supply: str, export: str
) -> None:
    for treatment, said, article in (
        ("intra-community", supply, "138"),
        ("export", export, "146"),
    ):
        (sentence,) = sentences(treatment, locale)
        assert said in sentence.lower()
        assert article in sentence
        assert "2006/112/" in sentence


def test_each_treatment_without_tax_has_its_sentence() -> None:
    assert [len(sentences(one, "fr")) for one in TREATMENTS] == [0, 1, 1, 1, 1, 1]
