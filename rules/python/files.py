import os
import shutil
import stat
import subprocess
import tarfile
import tempfile
import zipfile
from pathlib import Path

# Temporary files.


def temporary(user):
    # ruleid: insecure-temp-file
    first = tempfile.mktemp(suffix=".txt")
    # ruleid: insecure-temp-file
    with open("/tmp/report.txt", "w") as file:
        file.write(first)
    # ruleid: insecure-temp-file
    Path("/tmp/state.json").write_text(first)
    # ruleid: insecure-temp-file
    with open(f"/var/tmp/{user}.lock", "a") as file:
        file.write("locked")


def temporary_well(user):
    # ok: insecure-temp-file
    handle, first = tempfile.mkstemp()
    # ok: insecure-temp-file
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(first)
    # ok: insecure-temp-file
    with open("/tmp/report.txt") as file:
        text = file.read()
    # ok: insecure-temp-file
    with open("/tmp/once.lock", "x") as file:
        file.write(text)
    # ok: insecure-temp-file
    with open("/srv/app/tmp/report.txt", "w") as file:
        file.write(text)
    return handle


# Modes.

OPEN = 0o666


def modes(path, folder):
    # ruleid: world-writable-mode
    os.chmod(path, 0o777)
    # ruleid: world-writable-mode
    os.chmod(path, OPEN)
    # ruleid: world-writable-mode
    Path(folder).chmod(0o757)
    # ruleid: world-writable-mode
    os.chmod(path, os.stat(path).st_mode | stat.S_IWOTH)
    # ruleid: world-writable-mode
    os.umask(0)
    # ruleid: world-writable-mode
    subprocess.run(["chmod", "-R", "777", folder], check=True)


def modes_well(path, folder):
    # ok: world-writable-mode
    os.chmod(path, 0o755)
    # ok: world-writable-mode
    os.chmod(path, 0o600)
    # ok: world-writable-mode
    os.chmod(folder, 0o1777)
    # ok: world-writable-mode
    os.chmod(path, os.stat(path).st_mode & ~stat.S_IWOTH)
    # ok: world-writable-mode
    os.umask(0o077)
    # ok: world-writable-mode
    mask = os.umask(0)
    os.umask(mask)
    # ok: world-writable-mode
    os.makedirs(folder, 0o777, exist_ok=True)
    # ok: world-writable-mode
    subprocess.run(["chmod", "644", path], check=True)


# Archives.


def unpack(path, folder):
    tar = tarfile.open(path)
    # ruleid: unfiltered-extraction
    tar.extractall(folder)
    with tarfile.open(path, "r:gz") as other:
        # ruleid: unfiltered-extraction
        other.extractall(path=folder)
    with tarfile.open(path) as third:
        for member in third.getmembers():
            # ruleid: unfiltered-extraction
            third.extract(member, path=folder)
    # ruleid: unfiltered-extraction
    shutil.unpack_archive(path, folder)


def unpack_given(tar: tarfile.TarFile, folder):
    # ruleid: unfiltered-extraction
    tar.extractall(folder)


def unpack_well(path, folder):
    with tarfile.open(path) as tar:
        # ok: unfiltered-extraction
        tar.extractall(folder, filter="data")
    with zipfile.ZipFile(path) as archive:
        # ok: unfiltered-extraction
        archive.extractall(folder)
    # ok: unfiltered-extraction
    shutil.unpack_archive(path, folder, filter="data")
    # ok: unfiltered-extraction
    shutil.unpack_archive(path, folder, "zip")


def unpack_checked(path, folder):
    with tarfile.open(path) as tar:
        for name in tar.getnames():
            target = os.path.realpath(os.path.join(folder, name))
            if os.path.commonpath([folder, target]) != folder:
                raise ValueError(name)
        # ok: unfiltered-extraction
        tar.extractall(folder)
