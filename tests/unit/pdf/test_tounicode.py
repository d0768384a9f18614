"""What codes mean: written maps are read back, and other makers' maps are understood."""

from hypothesis import given
from hypothesis import strategies as st

from printkit.pdf import tounicode

texts = st.dictionaries(
    st.integers(0, 255),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=3),
    max_size=150,
)


@given(texts, st.sampled_from([1, 2]))
def test_a_map_written_is_read_back(mapping, code_bytes):
    data = tounicode.write(mapping, code_bytes=code_bytes, name="Letters")
    assert tounicode.read(data) == mapping
    assert (
        max((len(block.splitlines()) for block in data.split(b"beginbfchar")[1:]), default=0) <= 103
    )


def test_ranges_are_counted_up_or_listed():
    data = b"""2 beginbfrange
<0003> <0005> <0041>
<10> <11> [<00660069> <D83DDE00>]
endbfrange 1 beginbfchar <20> <00A0> endbfchar"""
    assert tounicode.read(data) == {
        3: "A",
        4: "B",
        5: "C",
        16: "fi",
        17: "\U0001f600",
        32: "\u00a0",
    }


def test_nonsense_is_left_out():
    data = b"beginbfrange <00> <FFFFFFFF> <0041> endbfrange beginbfchar <zz> <00> <41> <0042 0043> endbfchar"
    found = tounicode.read(data)
    assert len(found) <= 70_000
    assert found[0x41] == "BC" or found[0x41] != ""


@given(st.binary(max_size=300))
def test_nothing_makes_it_fail(data):
    tounicode.read(
        b"beginbfrange " + data + b" endbfrange beginbfchar <41> " + data + b" endbfchar"
    )
