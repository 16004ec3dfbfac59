"""Only plain files are read and written in a folder that may come from a stranger."""

import os
import socket
from pathlib import Path

import pytest

from litassay.errors import LibraryError, RunError
from litassay.plain import DEEPEST, MOST_FILES, check_folder, open_plain, read_plain


def link(path, target):
    path.symlink_to(target)


def hard_link(path, target):
    os.link(target, path)


def pipe(path, _):
    os.mkfifo(path)


def unix_socket(path, _):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


ODD = [link, hard_link, pipe, unix_socket]


@pytest.fixture
def outside(tmp_path):
    secret = tmp_path / "outside.txt"
    secret.write_text("not yours")
    return secret


@pytest.mark.parametrize("make", ODD)
@pytest.mark.parametrize("name", ["journal.jsonl", "prompts/writer.md", "replay"])
def test_what_is_not_plain_is_refused_by_name(tmp_path, outside, make, name):
    folder = tmp_path / "run"
    (folder / name).parent.mkdir(parents=True)
    make(folder / name, outside)
    with pytest.raises(RunError, match=name):
        check_folder(folder)
    with pytest.raises(RunError, match=Path(name).name):
        read_plain(folder / name, 100)
    with pytest.raises(RunError, match=Path(name).name):
        open_plain(folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    assert outside.read_text() == "not yours"


def test_a_link_to_a_folder_is_refused_and_not_walked(tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "prompts").symlink_to("/")
    with pytest.raises(RunError, match="'prompts' in 'run' is a link"):
        check_folder(tmp_path / "run")


def test_plain_folders_pass_and_the_folder_itself_may_be_a_link(tmp_path):
    (tmp_path / "run" / "prompts").mkdir(parents=True)
    (tmp_path / "run" / "prompts" / "writer.md").write_text("x")
    (tmp_path / "latest").symlink_to(tmp_path / "run")
    check_folder(tmp_path / "latest")
    check_folder(tmp_path / "nothing there")
    assert read_plain(tmp_path / "run" / "prompts" / "writer.md", 1) == b"x"


def test_sizes_depth_and_number_are_bounded(tmp_path):
    (tmp_path / "a").write_bytes(b"12345")
    with pytest.raises(RunError, match="at most"):
        read_plain(tmp_path / "a", 4)
    deep = tmp_path / "deep"
    deep.joinpath(*["d"] * (DEEPEST + 1)).mkdir(parents=True)
    with pytest.raises(LibraryError, match="levels"):
        check_folder(deep, LibraryError)
    many = tmp_path / "many"
    many.mkdir()
    for n in range(MOST_FILES + 1):
        (many / str(n)).touch()
    with pytest.raises(RunError, match="more than"):
        check_folder(many)
