"""PDF/A-1b, as PDFBox's validator sees it."""

import subprocess
from pathlib import Path

from tests.tools import require

JAVA = Path("/usr/share/java")
JARS = (
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "javax.activation",
    "jaxb-api",
)


def check_pdf_a(pdf: bytes, folder: Path) -> None:
    """Fail unless ``pdf``, written into ``folder``, is a PDF/A-1b file."""
    java = require("java", "Debian package default-jre-headless")
    hint = "Debian packages libpdfbox2-java libactivation-java libjaxb-api-java"
    classpath = ":".join(require(JAVA / f"{jar}.jar", hint) for jar in JARS)
    file = folder / "checked.pdf"
    file.write_bytes(pdf)
    validator = "org.apache.pdfbox.preflight.Validator_A1b"
    done = subprocess.run(
        [java, "-cp", classpath, validator, file], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
