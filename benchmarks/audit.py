#!/usr/bin/env python3
"""Asks for known vulnerabilities of what is installed (pip-audit), and says what could not be asked.

    python benchmarks/audit.py

Exit code 1 for a vulnerability. Where the advisory service cannot be reached, that is said and the exit code is 0: none was audited.
"""

from __future__ import annotations

import json
import subprocess
import sys

SECONDS = 120


def main() -> int:
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--skip-editable"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError) as error:
        print(f"NOT AUDITED: pip-audit gave no answer ({type(error).__name__}).")
        return 0
    known = [package for package in packages if "vulns" in package]
    bad = [(package["name"], package["version"], flaw) for package in known for flaw in package["vulns"]]
    for name, version, flaw in bad:
        print(f"{name} {version}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'no version'}")
    asked = f"{len(known)} of {len(packages)} packages audited, {len(bad)} vulnerabilities."
    print(asked if known else "NOT AUDITED: no advisory could be read.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
