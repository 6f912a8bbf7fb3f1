"""Measures by hand how fast the theming pipeline is and how much memory it takes, over 5,000 comments, against the limits.

How well it agrees with people: voice themes evaluate FILE.
"""

import random
import resource
import sys
import time
from collections.abc import Iterator

STARTED = time.perf_counter()

from voice.themes import Comment, load, read  # noqa: E402  (the clock starts before the imports)
from voice.themes.classifier import classifier  # noqa: E402

COMMENTS = 5_000
BATCH = 256
"""As the pipeline hands them over."""
LIMIT_PER_SECOND = 300
LIMIT_PER_SECOND_PLAIN = 3_000
LIMIT_READY_S = 3
LIMIT_MB = 700

SENTENCES = """
My teacher listens when I say I need a rest.
nobody asked me what i wanted in my review and then they read it out wrong
We waited three years for the autism assessment and nobody rang.
i like lunch becos it is pizza on fridays
The transition to college was planned a year ahead, with four visits.
Staff turnover means he has had five teaching assistants since September.
I got bullied on the bus and the driver did nothin about it.
She has one friend, and that friend is moving to Leeds.
Our plan says fifteen hours. He gets six, on a good week.
idk
The short breaks team are wonderful and I would be lost without them.
he cant sleep and then he cant do school and then they send a letter about attendance
I want to be a vet when i grow up 🐶
The Local Offer website is out of date and full of words I had to look up.
Please could there be a quiet room for when the hall is too loud
My son Tyler had a meltdown because the taxi came twenty minutes late again.
As a SENCO I have half a day a week for sixty children.
They put me in a room and held the door shut.
Nothing
I'm exhausted. I have not had a night off since my husband left.
Physiotherapy stopped at 18 and nobody told us who does it now.
we do shopping in town on tuesdays and i pay by myself
People stare at us in the supermarket and somebody always says something.
You can reach me on 07700 900123 or at parent@example.org if that helps.
the dinner ladies are kind they save me the beige food
Being asked which photograph to use in my passport was the best bit.
I feel safe at school because Miss B stands by the gate.
There are no clubs near Maltby that take wheelchairs.
He was suspended for the fourth time this term, for running out of assembly.
My wish is that someone would explain the letters to my mum in Urdu.
The new key worker rings every other Monday, so we only tell the story once.
i feel sick in the morning and my tummy hurts and then its ok at home
Mainstream could work if the class was smaller and everyone knew what autism is.
Our daughter passed her travel training and went to Meadowhall on the train alone!
good
We need more speech therapists, it is as simple as that.
They laugh at how i talk so i stopped talking.
I filled in a form like this two years ago and nothing changed.
Supported internships are the best thing that has happened in this borough.
He was so proud of his certificate that he slept with it.
Between school, CAMHS and the social worker, nobody but me reads all the emails.
My brother gets all the attention but I understand why.
It took a tribunal to get what the educational psychologist had said at the start.
I'm scared to go home on fridays
Crossing the road by the school is dangerous, cars never stop.
the work is too easy, i am not stupid, i just cant write it down
We love the Saturday swimming group. Nobody judges anybody.
Who looks after him when I die is the only question I have.
His wheelchair is too small, and the clinic says March.
Lovely, patient, funny staff. They just need someone to train them.
""".strip().splitlines()

PROMPTS = ("What is working well?", "What would you change?", "Do you feel safe?", "Tell us about your friends.", None)


def comments(count: int) -> Iterator[Comment]:
    """Yield comments of one to eight sentences, many short and a few long, the same ones every time."""
    choose = random.Random(2024)
    for number in range(count):
        length = choose.choices((1, 2, 3, 5, 8), (40, 30, 15, 10, 5))[0]
        words = " ".join(choose.sample(SENTENCES, length)).split()
        place = choose.randrange(len(words))
        words[place] = f"{words[place]} {choose.choice('bcdfghjkl')}{number}"  # no two are equal
        yield Comment(str(number), " ".join(words), prompt=choose.choice(PROMPTS))


def speed() -> None:
    """Print comments per second and peak memory, each as a ratio of its limit (speed above 1, memory below 1)."""
    nlp = load()
    ready = time.perf_counter() - STARTED
    answers = list(comments(COMMENTS))
    plain = classifier()
    assert plain
    began = time.perf_counter()
    for start in range(0, COMMENTS, BATCH):
        plain(answers[start:start + BATCH])
    per_second_plain = COMMENTS / (time.perf_counter() - began)
    began = time.perf_counter()
    found = sum(1 for _ in read(answers, nlp))
    ended = time.perf_counter()
    per_second = found / (ended - began)
    whole = found / (ready + ended - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
    size = sum(len(answer.text) for answer in answers) / len(answers)
    print(f"{found} comments of {size:.0f} characters on average")
    print(f"ready           {ready:8.1f} s          {ready / LIMIT_READY_S:5.2f} of the most")
    print(f"classifier only {per_second_plain:8.0f} a second   {per_second_plain / LIMIT_PER_SECOND_PLAIN:5.2f} of the least")
    print(f"pipeline only   {per_second:8.0f} a second   {per_second / LIMIT_PER_SECOND:5.2f} of the least")
    print(f"whole process   {whole:8.0f} a second   {whole / LIMIT_PER_SECOND:5.2f} of the least")
    print(f"peak memory     {peak:8.0f} MB         {peak / LIMIT_MB:5.2f} of the most")


if __name__ == "__main__":
    speed()
