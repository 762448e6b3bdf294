from marked import mark, parse


def test_round_trip_with_nesting_and_plain_brackets() -> None:
    line = "[source Kyiv] [cue denied] [content [event shelling] the [old] bridge]."
    m = parse(line)
    assert m.text == "Kyiv denied shelling the [old] bridge."
    assert m.spans["event"] == [(12, 20)]
    assert m.spans["content"] == [(12, 37)]
    assert mark(m.text, m.spans) == line
