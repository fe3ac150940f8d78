from annotations.agreement.figures import Reason, Undefined, is_defined, mean


def test_a_mean_leaves_out_what_is_undefined():
    nothing, other = Undefined(Reason.NO_UNITS), Undefined(Reason.NO_VARIATION)
    assert mean([0.5, nothing, 1.0]) == 0.75
    assert mean([nothing, nothing]) == nothing
    assert mean([nothing, other]) == Undefined(Reason.NO_TAG)
    assert mean([]) == nothing


def test_zero_is_a_figure_and_undefined_says_why():
    assert is_defined(0.0)
    assert not is_defined(Undefined(Reason.NO_UNITS))
    assert str(Undefined(Reason.NO_UNITS)) == "Nobody marked anything."
