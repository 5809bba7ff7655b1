"""Why no tax is charged: labels, and sentences in the wording of the law of each language.

They follow Directive 2006/112/EC, articles 138, 146 and 226.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# key: English, Italian, German, French, Spanish
TAX_WORDS: Mapping[str, tuple[str, str, str, str, str]] = {
    "reverse-charge": (
        "Reverse charge",
        "Inversione contabile",
        "Steuerschuldnerschaft des Leistungsempfängers",
        "Autoliquidation",
        "Inversión del sujeto pasivo",
    ),
    "intra-community": (
        "Intra-Community supply",
        "Cessione intracomunitaria",
        "Innergemeinschaftliche Lieferung",
        "Livraison intracommunautaire",
        "Entrega intracomunitaria",
    ),
    "export": ("Export", "Cessione all'esportazione", "Ausfuhr", "Exportation", "Exportación"),
    "exempt": (
        "Exempt from tax",
        "Esente da imposta",
        "Steuerfrei",
        "Exonéré de taxe",
        "Exento de impuesto",
    ),
    "out-of-scope": (
        "Outside the scope of tax",
        "Fuori campo di applicazione dell'imposta",
        "Nicht steuerbar",
        "Hors champ d'application de la taxe",
        "No sujeto a impuesto",
    ),
    "reverse-charge-sentence": (
        "Reverse charge: the recipient is liable for the tax.",
        "Inversione contabile: l'imposta è dovuta dal destinatario.",
        "Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).",
        "Autoliquidation : la taxe est due par le preneur.",
        "Inversión del sujeto pasivo: el destinatario es el deudor del impuesto.",
    ),
    "intra-community-sentence": (
        "Exempt intra-Community supply, Article 138 of Directive 2006/112/EC.",
        "Operazione non imponibile: cessione intracomunitaria, art. 138 della direttiva"
        " 2006/112/CE.",
        "Steuerfreie innergemeinschaftliche Lieferung (Artikel 138 der Richtlinie 2006/112/EG).",
        "Livraison intracommunautaire exonérée de TVA, article 138 de la directive 2006/112/CE.",
        "Entrega intracomunitaria exenta de IVA, artículo 138 de la Directiva 2006/112/CE.",
    ),
    "export-sentence": (
        "Export exempt from VAT, Article 146 of Directive 2006/112/EC.",
        "Operazione non imponibile: cessione all'esportazione, art. 146 della direttiva"
        " 2006/112/CE.",
        "Steuerfreie Ausfuhrlieferung (Artikel 146 der Richtlinie 2006/112/EG).",
        "Exportation exonérée de TVA, article 146 de la directive 2006/112/CE.",
        "Exportación exenta de IVA, artículo 146 de la Directiva 2006/112/CE.",
    ),
    "exempt-sentence": (
        "This supply is exempt from tax.",
        "Operazione esente da imposta.",
        "Diese Leistung ist steuerfrei.",
        "Cette opération est exonérée de taxe.",
        "Esta operación está exenta de impuesto.",
    ),
    "out-of-scope-sentence": (
        "This supply is outside the scope of tax.",
        "Operazione fuori campo di applicazione dell'imposta.",
        "Diese Leistung ist nicht steuerbar.",
        "Cette opération est hors du champ d'application de la taxe.",
        "Esta operación no está sujeta a impuesto.",
    ),
}
