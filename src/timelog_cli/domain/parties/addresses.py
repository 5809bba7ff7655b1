"""Postal addresses, put together from their parts as is usual in their country."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.documents.invoices import Party

_REGION_AFTER_CITY = frozenset(("IT", "SM"))  # 00184 Roma RM
_CITY_REGION_POSTCODE = frozenset(("US", "CA", "AU"))  # Springfield, IL 62701
_POSTCODE_BELOW = frozenset(("GB", "GG", "IM", "JE"))
_WITHOUT_REGION = frozenset(("DE", "AT", "CH", "LI", "FR", "MC"))
_JAPAN = "JP"


def addressed(seller: Party, buyer: Party, locale: str) -> tuple[Party, Party]:
    """Both with the address that is printed; the country is, where they have different ones."""
    abroad = seller.country != buyer.country
    return with_address(seller, locale, abroad=abroad), with_address(buyer, locale, abroad=abroad)


def with_address(party: Party, locale: str, *, abroad: bool) -> Party:
    """A party with its address put together from its parts, or as it is where it has none.

    :param abroad: whether the country is printed, in the language of the documents
    """
    lines = [line for line in postal_lines(party) if line]
    if not lines:
        return party
    if abroad and party.country:
        lines.append(country_name(party.country, locale))
    return party._replace(address="\n".join(lines))


def country_name(code: str, locale: str) -> str:
    """The name of a country in the language of the documents of a locale, or its code."""
    from babel import Locale

    from timelog_cli.domain.documents.wording import language

    return str(Locale.parse(language(locale)).territories.get(code, code))


def postal_lines(party: Party) -> list[str]:
    """The lines of the address without the country, as is usual there; some can be empty."""
    country, city, region = party.country, party.city, party.region
    street = [party.street, party.street2]
    if country == _JAPAN:
        return _japanese(party)
    if country in _CITY_REGION_POSTCODE:
        return [*street, _joined(", ", city, _joined(" ", region, party.postcode))]
    if country in _POSTCODE_BELOW:
        return [*street, city, region, party.postcode]
    place = _joined(" ", party.postcode, city)
    if country in _REGION_AFTER_CITY:
        return [*street, _joined(" ", place, region)]
    return [*street, place, "" if country in _WITHOUT_REGION else region]


def _japanese(party: Party) -> list[str]:
    """From the largest to the smallest in Japanese, the other way round in Latin letters."""
    place = party.region + party.city
    if place.isascii():
        local = _joined(", ", party.city, _joined(" ", party.region, party.postcode))
        return [party.street, party.street2, local]
    postcode = f"〒{party.postcode}" if party.postcode else ""
    return [postcode, place + party.street, party.street2]


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)
