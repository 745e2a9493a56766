"""A certificate on paper: PDF/A, one or two pages, and enough on them to check it elsewhere."""

import hashlib
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.disposal.certificate_samples import COPIES, KEY, NUMBER, PENDING, TRACE, facts
from tests.printing.pdf_a import check_pdf_a
from tests.tools import require
from vault.disposal import certificate_pdf, certificate_text, certificate_words
from vault.disposal.certificate_claim_model import NotPurge
from vault.disposal.certificate_model import (
    CertificateFacts,
    CheckKind,
    CheckResult,
    KeyPlace,
    KeyProof,
    ResidualCause,
    ResidualKind,
    ResidualPlan,
    TreatedFate,
)
from vault.errors import CertificateUnreadable
from vault.keys.model import SlotKind
from vault.keys.signing import CERTIFICATE
from vault.retention.model import DEFAULT_RULE, OVERRIDE_RULE, Anchor, RecordClass

LONG = "A very long name of a practice that never ends " * 12
NAMES = [
    "Zoë Ångström & Søn – „Großmann“ <b>",
    "王小明 🙂 עברית خالد 👩‍👧 Ngô Thị Hoa",
    "",
    LONG,
    "two\nlines\tand\x07 more \u2028 \ufeff",
]
WORDS: dict[type[StrEnum], Mapping[Any, str]] = {
    CheckKind: certificate_words.CHECKS,
    CheckResult: certificate_words.RESULTS,
    KeyPlace: certificate_words.KEY_PLACES,
    KeyProof: certificate_words.KEY_PROOFS,
    NotPurge: certificate_words.NOT_PURGE,
    ResidualCause: certificate_words.CAUSES,
    ResidualKind: certificate_words.RESIDUALS,
    ResidualPlan: certificate_words.PLANS,
    TreatedFate: certificate_words.FATES,
    Anchor: certificate_words.ANCHORS,
    RecordClass: certificate_words.CLASSES,
    SlotKind: certificate_words.WAYS,
}


def _named(name: str) -> CertificateFacts:
    """Return facts with a name wherever somebody types one."""
    whole = facts()
    return replace(
        whole,
        issuer=replace(whole.issuer, practice_name=name, practitioner=name),
        record=replace(whole.record, name=name, record_number=name),
        approval=replace(whole.approval, by=name),
        residual=(replace(PENDING, place=name),),
        copies=(replace(COPIES[0], place=name), *COPIES),
        performer=name,
    )


def _pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def _text(told: CertificateFacts) -> str:
    pages = _pages(certificate_pdf.render(certificate_text.to_text(told)))
    return " ".join(" ".join(pages).split())


def test_every_code_has_its_words() -> None:
    for codes, words in WORDS.items():
        assert {*words} == {*codes}, codes


def test_all_that_a_certificate_needs_is_on_it() -> None:
    """The list of NIST SP 800-88, as the specification has it."""
    shown = _text(facts())
    for part in (
        f"No. {NUMBER}",
        "Robin Keller, LCSW · Harbor Street Practice · LC 12345 · ME",
        "No. 2019-0042 · " + "0a" * 16,
        "not kept, by choice",
        "record, summary",
        "6 May 2019 to 1 September 2026",
        "02-415 CMR ch. 9 §2: record, 7 years after termination (1 September 2026): from 1 "
        "September 2033.",
        "in place of 29 February",
        "Checked 1 March 2044, 10:00 UTC: none in force. Released before: 1.",
        "Not required. First-class mail, sent 4 January 2044, waited until 4 February 2044.",
        "Robin Keller, LCSW, 1 March 2044, 10:00 UTC; 2 fresh verified copies of the vault.",
        "ext4, nvme0n1 (solid state)",
        "Key " + "5f" * 16 + " (SQLCipher 4: AES-256-CBC, HMAC-SHA512), in the vault’s key bag",
        "opened from scratch and holds another key",
        "Casekeep 0.1.0",
        "Begun 1 March 2044, 10:01 UTC; erased 1 March 2044, 10:02 UTC",
        "no table holds a row of this client: passed",
        "USB stick, blue: nos. 1–3 rewritten without the record, under a new key, the last on",
        "None known to the vault.",
        "Cross-cut shredding, by Paperless Inc., 20 February 2044.",
        "Robin Keller, LCSW, who carried it out: signature and date",
        "event 48211, " + "9c" * 32,
        "1 March 2044, 10:30 UTC: the computer’s keyring with a typed secret, the recovery sheet.",
        "attested 1 March 2044, 10:41 UTC",
        "Method: Purge (NIST SP 800-88)",
    ):
        assert part in shown, part


def test_what_is_left_and_why_no_more_is_claimed_is_on_it() -> None:
    told = replace(
        facts(), residual=(PENDING,), reissued=None, supplements="CD-2044-0006", notices=()
    )
    shown = _text(told)
    for part in (
        "supplements no. CD-2044-0006",
        "Method: Clear (NIST SP 800-88), and no more is claimed: at least one copy of the vault",
        "Backup no. 12 (Drive at my sister’s), made 1 March 2044, 06:00 UTC: could not be reached; "
        "to be rewritten as soon as it is within reach, by 1 April 2044.",
        "Not required. None sent.",
    ):
        assert part in shown, part
    assert "Purge" not in shown


def test_overrides_maximums_and_missing_days_are_told() -> None:
    whole = facts()
    line = replace(TRACE[0], is_maximum=True, is_counted=False, citation="", rule_id="co-lpc")
    told = replace(
        whole,
        record=replace(whole.record, first_service=None, last_service=None),
        retention=replace(
            whole.retention,
            eligible_on=None,
            no_later_than=TRACE[0].day,
            override_until=TRACE[1].day,
            trace=(line, replace(TRACE[1], days=30)),
        ),
        approval=replace(whole.approval, verified_copies=1, fewer_accepted=True),
        medium=replace(whole.medium, file_system="", device=""),
        checks=(),
        residual=(replace(PENDING, until=None, made_at=None, number=0, place=""),),
    )
    shown = _text(told)
    for part in (
        "co-lpc: record, 7 years after termination (1 September 2026): no later than 1 September "
        "2033; shown, not counted.",
        "30 days after",
        "The practice decided for this client: 1 March 2044.",
        "no day was computed, no later than 1 September 2033",
        "1 fresh verified copies of the vault, fewer than two, which was accepted in writing.",
        "not known to the program",
        "Backup: could not be reached; to be rewritten as soon as it is within reach, no date can",
    ):
        assert part in shown, part


def test_the_practices_own_decisions_are_told_as_such() -> None:
    whole = facts()
    policy = replace(TRACE[0], citation="", rule_id=DEFAULT_RULE)
    override = replace(
        TRACE[1], citation="", rule_id=OVERRIDE_RULE, anchor=Anchor.OVERRIDE, age=None, years=0
    )
    shown = _text(
        replace(
            whole,
            record=replace(whole.record, last_service=whole.record.first_service),
            retention=replace(
                whole.retention, override_until=TRACE[1].day, trace=(policy, override)
            ),
        )
    )
    assert "The practice’s own policy: record, 7 years after termination" in shown
    assert "The practice’s decision: summary, a day decided for this client: from 1" in shown
    assert "The practice decided for this client" not in shown
    assert "6 May 2019 Why it might go" in shown


@pytest.mark.parametrize("told", [facts(), _named(NAMES[0]), _named(NAMES[1])])
def test_it_is_one_page_or_two(told: CertificateFacts) -> None:
    assert 1 <= len(_pages(certificate_pdf.render(certificate_text.to_text(told)))) <= 2


def test_thirty_years_of_copies_do_not_make_it_longer() -> None:
    copies = tuple(
        replace(COPIES[0], place=place, number=number)
        for place in ("Safe", "Stick")
        for number in range(1, 200)
        if number % 50
    )
    told = replace(facts(), copies=copies)
    assert len(_pages(certificate_pdf.render(certificate_text.to_text(told)))) == 2
    assert "Safe: nos. 1–49, 51–99, 101–149, 151–199 rewritten" in _text(told)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_pdf_a_1b_whatever_the_name(name: str, tmp_path: Path) -> None:
    check_pdf_a(certificate_pdf.render(certificate_text.to_text(_named(name))), tmp_path)


def test_letters_that_the_fonts_lack_are_counted() -> None:
    assert "stand as □ here; the signed text holds them." in _text(_named("བོད་"))
    assert "□" not in _text(_named(NAMES[1]))


def test_the_same_text_gives_the_same_bytes() -> None:
    text = certificate_text.to_text(facts())
    assert certificate_pdf.render(text) == certificate_pdf.render(text)


def test_nothing_but_a_certificate_is_drawn() -> None:
    text = certificate_text.to_text(facts())
    with pytest.raises(CertificateUnreadable):
        certificate_pdf.render(text.replace('"purge"', '"clear"'))


def test_what_the_page_says_about_checking_works_as_it_stands(tmp_path: Path) -> None:
    """The line and the command are taken off the page, letter by letter."""
    require("ssh-keygen", "Debian package openssh-client")
    text = certificate_text.to_text(facts())
    (tmp_path / f"{NUMBER}.json").write_bytes(text.encode("utf-8"))
    (tmp_path / f"{NUMBER}.json.sig").write_text(KEY.sign(text.encode("utf-8"), CERTIFICATE))
    lines = [line for page in _pages(certificate_pdf.render(text)) for line in page.splitlines()]
    assert any(hashlib.sha256(text.encode("utf-8")).hexdigest() in line for line in lines)
    assert any(KEY.public.fingerprint in line for line in lines)
    (signer,) = (line for line in lines if line.startswith("practice ssh-ed25519"))
    first = next(n for n, line in enumerate(lines) if line.startswith("ssh-keygen"))
    (tmp_path / "signers.txt").write_text(signer + "\n")
    assert _shell("\n".join(lines[first : first + 2]), tmp_path) == 0
    (tmp_path / f"{NUMBER}.json").write_bytes(text.replace("0042", "0043").encode("utf-8"))
    assert _shell("\n".join(lines[first : first + 2]), tmp_path) != 0


def _shell(command: str, folder: Path) -> int:
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, capture_output=True, timeout=20)
    return done.returncode


@pytest.mark.parametrize("name", NAMES)
def test_it_fits_letter_paper_too(name: str) -> None:
    pdf = certificate_pdf.render(certificate_text.to_text(_named(name)))
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=1, grayscale=True).to_pil()
            box = picture.point(lambda grey: 255 if grey < 250 else 0).getbbox()
            left, top, right, bottom = (edge * 25.4 / 72 for edge in box)
            assert left > 15 and right < 195 and top > 15 and bottom < 270
