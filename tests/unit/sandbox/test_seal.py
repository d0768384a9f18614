"""What is sealed is believed; what is damaged, forged or moved elsewhere is nothing."""

import pytest

from printkit.sandbox.seal import key_file, opened, seal, sealed, unsealed


def test_every_flipped_bit_is_a_miss():
    good = sealed({"a": [1, "é"]}, "state")
    assert unsealed(good, "state") == {"a": [1, "é"]}
    for place in range(len(good)):
        for bit in range(8):
            damaged = bytearray(good)
            damaged[place] ^= 1 << bit
            assert unsealed(bytes(damaged), "state") in ({}, {"a": [1, "é"]})
            if place < len(good) - 1:
                assert unsealed(bytes(damaged), "state") == {}, place


def test_a_seal_is_for_one_purpose():
    data = seal(b"body", "cache ab")
    assert opened(data, "cache ab") == b"body"
    assert opened(data, "cache cd") is None
    assert opened(b"", "cache ab") is None


def test_another_users_seal_is_a_miss(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "one"))
    mine = sealed({"a": 1})
    key = key_file()
    assert key is not None
    assert key.stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other"))
    assert unsealed(mine) == {}


@pytest.mark.parametrize("spoil", ["open to others", "short"])
def test_a_key_that_is_not_the_users_alone_is_none(tmp_path, monkeypatch, spoil):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    (tmp_path / "printkit").mkdir()
    key = tmp_path / "printkit" / "key"
    key.write_bytes(b"k" * (32 if spoil != "short" else 3))
    key.chmod(0o644 if spoil != "short" else 0o600)
    known = sealed({"a": 1})
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert sealed({"a": 1}) == known
