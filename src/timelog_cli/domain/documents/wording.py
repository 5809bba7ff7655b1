"""The words of documents, in every language that they are written in.

A locale of another language gets English words beside its own way to write figures and dates.
Locales are those that Babel knows the words, figures and days of.
"""

from __future__ import annotations

from timelog_cli.domain.documents.tax_words import TAX_WORDS
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "it", "de", "fr", "es")

# key: English, Italian, German, French, Spanish
TABLE: Mapping[str, tuple[str, str, str, str, str]] = {
    "invoice": ("Invoice", "Fattura", "Rechnung", "Facture", "Factura"),
    "credit-note": (
        "Credit note",
        "Nota di credito",
        "Rechnungskorrektur",  # a "Gutschrift" is another thing in German tax law
        "Avoir",
        "Factura rectificativa",
    ),
    "quote": ("Quote", "Preventivo", "Angebot", "Devis", "Presupuesto"),
    "preview": ("PREVIEW", "ANTEPRIMA", "VORSCHAU", "APERÇU", "VISTA PREVIA"),
    "from": ("From", "Da", "Von", "De", "De"),
    "to": ("To", "A", "An", "À", "Para"),
    "tax_number": ("VAT ID", "Partita IVA", "USt-IdNr.", "N° de TVA", "NIF-IVA"),
    "other_tax_number": ("Tax number", "Codice fiscale", "Steuernummer", "N° fiscal", "NIF"),
    "legal_id": (
        "Company number",
        "Registro imprese",
        "Registernummer",
        "N° d'immatriculation",
        "N.º de registro",
    ),
    "contact": ("Contact", "Referente", "Ansprechpartner", "Contact", "Contacto"),
    "phone": ("Phone", "Telefono", "Telefon", "Téléphone", "Teléfono"),
    "date": ("Date", "Data", "Datum", "Date", "Fecha"),
    "due": ("Due", "Scadenza", "Fällig am", "Échéance", "Vencimiento"),
    "valid_until": (
        "Valid until",
        "Valido fino al",
        "Gültig bis",
        "Valable jusqu'au",
        "Válido hasta",
    ),
    "for_invoice": (
        "For invoice",
        "Per la fattura",
        "Zur Rechnung",
        "Pour la facture",
        "De la factura",
    ),
    "service_period": (
        "Service period",
        "Periodo della prestazione",
        "Leistungszeitraum",
        "Période de prestation",
        "Periodo de prestación",
    ),
    "buyer_reference": (
        "Your reference",
        "Vostro riferimento",
        "Ihre Referenz",
        "Votre référence",
        "Su referencia",
    ),
    "order_reference": (
        "Order reference",
        "Riferimento d'ordine",
        "Bestellnummer",
        "N° de commande",
        "N.º de pedido",
    ),
    "lines": ("Lines", "Righe", "Positionen", "Lignes", "Líneas"),
    "description": ("Description", "Descrizione", "Beschreibung", "Désignation", "Descripción"),
    "record": ("Record", "Pratica", "Vorgang", "Dossier", "Expediente"),
    "quantity": ("Quantity", "Quantità", "Menge", "Quantité", "Cantidad"),
    "unit": ("Unit", "Unità", "Einheit", "Unité", "Unidad"),
    "price": ("Price", "Prezzo", "Preis", "Prix", "Precio"),
    "discount": ("Discount", "Sconto", "Rabatt", "Remise", "Descuento"),
    "tax": ("Tax", "IVA", "MwSt.", "TVA", "IVA"),
    "net": ("Net", "Netto", "Netto", "Net", "Neto"),
    "totals": ("Totals", "Totali", "Summen", "Totaux", "Totales"),
    "amount": ("Amount", "Importo", "Betrag", "Montant", "Importe"),
    "subtotal": ("Subtotal", "Subtotale", "Zwischensumme", "Sous-total", "Subtotal"),
    "total": ("Total", "Totale", "Gesamtbetrag", "Total", "Total"),
    "tax_on": (
        "{tax} {rate} on {base}",
        "{tax} {rate} su {base}",
        "{tax} {rate} auf {base}",
        "{tax} {rate} sur {base}",
        "{tax} {rate} sobre {base}",
    ),
    "included_tax_on": (
        "Included tax {rate} on {base}",
        "IVA {rate} inclusa su {base}",
        "Enthaltene MwSt. {rate} auf {base}",
        "TVA {rate} incluse sur {base}",
        "IVA {rate} incluido sobre {base}",
    ),
    "no_tax_on": (
        "{tax} on {base}",
        "{tax} su {base}",
        "{tax} auf {base}",
        "{tax} sur {base}",
        "{tax} sobre {base}",
    ),
    **TAX_WORDS,
    "prepaid": (
        "Paid before",
        "Acconto versato",
        "Bereits gezahlt",
        "Acompte versé",
        "Anticipo pagado",
    ),
    "payable": ("Amount due", "Netto a pagare", "Zahlbetrag", "Net à payer", "Importe a pagar"),
    "quoted_and_billed": (
        "Quoted and billed",
        "Preventivato e fatturato",
        "Angeboten und berechnet",
        "Devis et facturation",
        "Presupuestado y facturado",
    ),
    "quoted": ("Quoted", "Preventivato", "Angeboten", "Prévu au devis", "Presupuestado"),
    "billed": (
        "Billed so far",
        "Fatturato finora",
        "Bisher berechnet",
        "Facturé à ce jour",
        "Facturado hasta ahora",
    ),
    "payment": ("Payment", "Pagamento", "Zahlung", "Paiement", "Pago"),
    "to_pay": ("To pay", "Da pagare", "Zu zahlen", "À payer", "A pagar"),
    "account": ("Account", "Conto", "Konto", "Compte", "Cuenta"),
    "bic": ("BIC", "BIC", "BIC", "BIC", "BIC"),
    "reference": ("Reference", "Causale", "Verwendungszweck", "Référence", "Concepto"),
    "payment_code": (
        "Scan to pay",
        "Inquadra per pagare",
        "Zahlen mit Code",
        "Scanner pour payer",
        "Escanear para pagar",
    ),
    "please_pay": (
        "Please pay {amount} by {date}{account}{number}.",
        "Si prega di pagare {amount} entro il {date}{account}{number}.",
        "Bitte zahlen Sie {amount} bis zum {date}{account}{number}.",
        "Merci de payer {amount} au plus tard le {date}{account}{number}.",
        "Le rogamos que pague {amount} a más tardar el {date}{account}{number}.",
    ),
    "to_account": (
        " to {account}",
        " sul conto {account}",
        " auf das Konto {account}",
        " sur le compte {account}",
        " en la cuenta {account}",
    ),
    "naming": (
        ", naming {number}",
        ", indicando la causale {number}",
        ", Verwendungszweck {number}",
        ", avec la référence {number}",
        ", indicando el concepto {number}",
    ),
    "period": (
        "{first} to {last}",
        "dal {first} al {last}",
        "{first} bis {last}",
        "du {first} au {last}",
        "del {first} al {last}",
    ),
    "timesheet": (
        "Timesheet",
        "Rapporto ore",
        "Tätigkeitsnachweis",
        "Relevé d'heures",
        "Parte de horas",
    ),
    "timesheet_period": ("Period", "Periodo", "Zeitraum", "Période", "Periodo"),
    "time_zone": ("Time zone", "Fuso orario", "Zeitzone", "Fuseau horaire", "Zona horaria"),
    "customer": ("Customer", "Cliente", "Kunde", "Client", "Cliente"),
    "time": ("Time", "Orario", "Uhrzeit", "Horaire", "Horario"),
    "start": ("Start", "Inizio", "Beginn", "Début", "Inicio"),
    "end": ("End", "Fine", "Ende", "Fin", "Fin"),
    "pause": ("Pause", "Pausa", "Pause", "Pause", "Pausa"),
    "person": ("Person", "Persona", "Person", "Personne", "Persona"),
    "note": ("Note", "Nota", "Notiz", "Note", "Nota"),
    "duration": ("Duration", "Durata", "Dauer", "Durée", "Duración"),
    "total_time": ("Total time", "Ore totali", "Gesamtzeit", "Temps total", "Tiempo total"),
    "billable_time": (
        "of which billable",
        "di cui fatturabili",
        "davon abrechenbar",
        "dont facturable",
        "del cual facturable",
    ),
    "billable": ("Billable", "Fatturabile", "Abrechenbar", "Facturable", "Facturable"),
    "yes": ("yes", "sì", "ja", "oui", "sí"),
    "no": ("no", "no", "nein", "non", "no"),
    "non_billable": (
        "non-billable",
        "non fatturabile",
        "nicht abrechenbar",
        "non facturable",
        "no facturable",
    ),
    "billed_elsewhere": (
        "already invoiced",
        "già fatturato",
        "bereits berechnet",
        "déjà facturé",
        "ya facturado",
    ),
    "time_billed": (
        "Time billed",
        "Ore fatturate",
        "Berechnete Zeit",
        "Temps facturé",
        "Tiempo facturado",
    ),
    "time_to_bill": (
        "Time to bill",
        "Ore da fatturare",
        "Zu berechnende Zeit",
        "Temps à facturer",
        "Tiempo a facturar",
    ),
    "amounts": ("Amounts", "Importi", "Beträge", "Montants", "Importes"),
    "net_amounts": (
        "Net amounts are before tax and before discounts on the whole invoice.",
        "Importi netti, senza IVA e prima degli sconti sull'intera fattura.",
        "Nettobeträge, ohne MwSt. und vor Rabatten auf die gesamte Rechnung.",
        "Montants nets, hors TVA et avant remise sur l'ensemble de la facture.",
        "Importes netos, sin IVA y antes de descuentos sobre el total de la factura.",
    ),
    "no_time": (
        "No time in this period.",
        "Nessuna ora in questo periodo.",
        "Keine Zeiten in diesem Zeitraum.",
        "Aucune heure sur cette période.",
        "Sin horas en este periodo.",
    ),
    "page": (
        "Page {page} of {pages}",
        "Pagina {page} di {pages}",
        "Seite {page} von {pages}",
        "Page {page} sur {pages}",
        "Página {page} de {pages}",
    ),
    "unit-hour": ("hour", "ora", "Stunde", "heure", "hora"),
    "unit-minute": ("minute", "minuto", "Minute", "minute", "minuto"),
    "unit-day": ("day", "giorno", "Tag", "jour", "día"),
    "units-hour": ("hours", "ore", "Stunden", "heures", "horas"),
    "units-minute": ("minutes", "minuti", "Minuten", "minutes", "minutos"),
    "units-day": ("days", "giorni", "Tage", "jours", "días"),
    "units-piece": ("pieces", "pezzi", "Stück", "pièces", "unidades"),
    "unit-flat": ("flat", "a corpo", "pauschal", "forfait", "precio fijo"),
    "unit-piece": ("piece", "pezzo", "Stück", "pièce", "unidad"),
    "early_payment": (
        "{percent} discount if paid within {days} days",
        "Sconto del {percent} per pagamento entro {days} giorni",
        "{percent} Skonto bei Zahlung innerhalb von {days} Tagen",
        "Escompte de {percent} en cas de paiement sous {days} jours",
        "Descuento del {percent} por pago en un plazo de {days} días",
    ),
    "early_payment_by": (
        "{percent} discount ({amount}) if paid by {date}.",
        "Sconto del {percent} ({amount}) per pagamento entro il {date}.",
        "{percent} Skonto ({amount}) bei Zahlung bis zum {date}.",
        "Escompte de {percent} ({amount}) pour un paiement au plus tard le {date}.",
        "Descuento del {percent} ({amount}) por pago a más tardar el {date}.",
    ),
    "credited_to": (
        "Credited to invoice {number}",
        "A storno della fattura {number}",
        "Gutgeschrieben zur Rechnung {number}",
        "Avoir sur la facture {number}",
        "Abono de la factura {number}",
    ),
    "retainer": (
        "Retainer",
        "Prestazioni prepagate",
        "Vorauszahlung",
        "Prestations prépayées",
        "Servicios prepagados",
    ),
    "drawn": (
        "Paid in advance, invoice {number}",
        "Già fatturato in anticipo con {number}",
        "Im Voraus berechnet mit {number}",
        "Payé d'avance, {number}",
        "Pagado por anticipado con {number}",
    ),
    "drawn_time": (
        "{used} used, {left} left",
        "{used} utilizzate, {left} residue",
        "{used} verbraucht, {left} übrig",
        "{used} utilisées, {left} restantes",
        "{used} utilizadas, {left} restantes",
    ),
    "included_in": (
        "included in the fixed price of {number}",
        "compreso nel prezzo a corpo di {number}",
        "im Pauschalpreis von {number} enthalten",
        "compris dans le forfait de {number}",
        "incluido en el precio fijo de {number}",
    ),
}
_LONGEST = 40


def language(locale: str) -> str:
    """The language that the words of a locale are in: ``it`` of ``it_IT``, else English."""
    found = locale.replace("-", "_").partition("_")[0].lower()
    return found if found in LANGUAGES else LANGUAGES[0]


def words(locale: str) -> dict[str, str]:
    """All words for a locale."""
    at = LANGUAGES.index(language(locale))
    return {key: texts[at] for key, texts in TABLE.items()}


def sentences(treatment: str, locale: str) -> tuple[str, ...]:
    """What the law wants to be said when no tax is charged."""
    texts = TABLE.get(f"{treatment}-sentence")
    return () if texts is None else (texts[LANGUAGES.index(language(locale))],)


def read_locale(text: str) -> str:
    """``it_IT`` of ``it_IT``, ``it-it`` or ``it_IT.UTF-8``.

    :raises UsageError: there is no such locale; near ones are named
    """
    from babel import Locale
    from babel.core import UnknownLocaleError

    name = text.strip().partition(".")[0].partition("@")[0].replace("-", "_")
    try:
        if len(name) <= _LONGEST and (found := str(Locale.parse(name))) != "root":
            return found
    except (UnknownLocaleError, ValueError):
        pass
    raise UsageError(f"unknown locale {text[:_LONGEST]!r}", _near(name))


def _near(name: str) -> str:
    """Those of the same language, else those that are spelt alike."""
    from timelog_cli.domain.names import near_ones

    language = name.partition("_")[0].lower()
    same = [one for one in names() if one.partition("_")[0] == language]
    found = near_ones(name[:_LONGEST], same or names()) or same[:3]
    return (
        f"did you mean {' or '.join(found)}?"
        if found
        else "give a language and a country, such as it_IT"
    )


def names() -> list[str]:
    """All locales, as ``it_IT``."""
    from babel.localedata import locale_identifiers

    return sorted(set(locale_identifiers()) - {"root"})


def described() -> list[tuple[str, str]]:
    """All locales with the languages and countries that they are for, those of documents first."""
    from babel import Locale

    known = [(name, Locale.parse(name).english_name or "") for name in names()]
    own = [one for one in known if one[0].partition("_")[0] == language(one[0])]
    own.sort(key=lambda one: LANGUAGES.index(language(one[0])))
    return [*own, *(one for one in known if one not in own)]
