"""What the tour found: checks, pictures, one JSON file."""

import json
import platform
import shutil
import subprocess
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    passed: bool
    detail: str


@dataclass(slots=True, kw_only=True)
class Report:
    """Filled in as the tour goes; ``out`` takes the pictures and ``report.json``."""

    out: Path
    checks: list[Check] = field(default_factory=list)
    screenshots: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def check(self, name: str, passed: bool, detail: object = "") -> bool:
        """Note one check and say it on the terminal."""
        self.checks.append(Check(name, passed, str(detail)))
        print(f"{'ok  ' if passed else 'FAIL'} {name}  {detail}", flush=True)
        return passed

    def picture(self, stage: str) -> tuple[str, str]:
        """Return the files for a stage's pictures, light and dark."""
        names = [f"{len(self.screenshots) // 2 + 1:02}-{stage}-{look}.png" for look in LOOKS]
        self.screenshots += names
        light, dark = (str(self.out / name) for name in names)
        return light, dark

    def paper(self, name: str, pdf: Path) -> None:
        """Leave the first page of a PDF as a picture, where the machine can make one."""
        if shutil.which("pdftoppm"):
            target = self.out / f"paper-{name}"
            command = ["pdftoppm", "-png", "-r", "80", "-singlefile", str(pdf), str(target)]
            subprocess.run(command, check=True)
            self.papers.append(f"{target.name}.png")

    @property
    def failed(self) -> list[Check]:
        """The checks that did not pass."""
        return [check for check in self.checks if not check.passed]

    def write(self) -> None:
        """Write ``report.json``."""
        content = {
            "machine": f"{platform.system()} {platform.machine()}",
            "python": platform.python_version(),
            **self.facts,
            "seconds": round(time.monotonic() - self.began, 1),
            "checks": [asdict(check) for check in self.checks],
            "failed": len(self.failed),
            "screenshots": self.screenshots,
            "papers": self.papers,
        }
        text = json.dumps(content, indent=1, ensure_ascii=False)
        (self.out / "report.json").write_text(text + "\n", encoding="utf-8")


LOOKS = ("light", "dark")
