import pytest


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("hurt by someone", "my uncle hits me when i spill things"),
        ("hurt by someone", "my dad hit me wiv his belt"),
        ("hurt by someone", "She came home with bruises on her arms and will not say why."),
        ("hurt by someone", "When I was seven my stepdad used to beat me."),
        ("hurt by someone", "The escort grabbed her by the wrist."),
        ("sexual harm", "he touched me in my private parts"),
        ("sexual harm", "A man online asked me to send nudes."),
        ("sexual harm", "he says its our little secret"),
        ("afraid at home", "im scared to go home on fridays"),
        ("afraid at home", "I don’t want to go home because of my brother."),
        ("suicide", "sometimes i want to die"),
        ("suicide", "I wish I was dead"),
        ("suicide", "A pupil told me she thinks about killing herself."),
        ("self harm", "i cut myself when it gets too loud in my head"),
        ("neglect", "There is no food at home and i look after my baby brother."),
        ("restraint or shut in", "They locked me in the cupboard until I stopped."),
        ("restraint or shut in", "Two staff held him down on the floor and restrained him."),
        ("exploitation", "Older lads give him money to carry packages."),
        ("threat or danger", "a boy brought a knife and said he will stab me"),
        ("care harm", "The unit gave her the wrong medication again."),
        ("suicide", "I keep thinking about how many tablets it would take, how many of my tablets I have got."),
        ("hurt by someone", "she drags me along by my hood"),
        ("sexual harm", "he comes in when im getting changed"),
        ("sexual harm", "A bloke on a game wants her to put the camera on."),
        ("afraid at home", "My ex knows where we live now."),
        ("afraid at home", "He reads my messages and there is a tracker on my phone."),
        ("neglect", "mum forgets my tea when she is asleep"),
        ("restraint or shut in", "They tied the handle so he could not come out."),
        ("exploitation", "His mates keep his bank card and his pip."),
        ("threat or danger", "He got out and ran onto the dual carriageway."),
        ("care harm", "My tablets get taken off me, the other kids take my meds off me."),
    ],
)
def test_a_disclosure_raises_a_concern_and_says_why(reads, reason, text):
    finding = reads(text)
    assert finding.concern
    assert reason in finding.reasons


@pytest.mark.parametrize(
    "text",
    [
        "I was dying of boredom in assembly.",
        "We play cards to kill time on the bus.",
        "She hit the nail on the head.",
        "My ego is bruised, that is all.",
        "The new head has hit the ground running.",
        "my feet are killing me after sports day",
        "The deadline was dead easy.",
        "I had a blood test and it was fine.",
        "I killed the zombie on level nine.",
        "The waiting list is a slap in the face.",
        "Nobody has ever hit me here.",
        "I like cutting and sticking.",
        "They keep in touch every week.",
        "The budget was cut again.",
        "It took ages but in the end it was fine.",
        "She is getting her own front door.",
        "He works at the dog grooming parlour.",
        "My brother kills me, he is that funny.",
        "No one knows where I am up to in the book.",
    ],
)
def test_an_idiom_raises_nothing(reads, text):
    assert not reads(text).concern


def test_an_idiom_clears_nothing_else(reads):
    assert not reads("I was dying of boredom.").concern
    assert reads("I was dying of boredom. Then my dad hit me.").concern


def test_a_denial_of_belief_is_no_denial_of_harm(reads):
    assert reads("They did not believe me when I said he hit me.").concern


def test_the_question_neither_raises_nor_clears_a_concern(reads):
    assert not reads("It is fine", prompt="Has anyone hit you or touched you?").concern
    assert reads("my uncle hits me", prompt="What is good?").concern
    assert reads("my uncle hits me", who="practitioner").concern


def test_a_concern_is_seen_in_the_last_words_of_a_long_answer(reads):
    assert reads("We went to the park and saw the ducks. " * 200 + "My uncle hits me.").concern


WEAK = ("It was at night.", "There is a van.", "The lads came.")


def test_weak_signs_count_only_near_one_another(reads):
    apart = (" We went to the park and saw the ducks and had an ice cream in the sun." * 3 + " ").join(WEAK)
    assert reads(" ".join(WEAK)).concern
    assert not reads(apart).concern
