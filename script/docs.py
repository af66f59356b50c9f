"""What `script/docs --check` finds out before the compiler does the rest: public symbols without documentation, and
blocks in Plugins/README.md that do not stand in the example plugin. Writes each example of the documentation, and of
the page what is marked as "swift example", into a file of its own, for the compiler.

    docs.py WORK MODULE…    WORK/graphs has the symbol graphs; the examples go to WORK/examples/MODULE
"""

import json
import pathlib
import re
import sys
import textwrap

GUIDE = pathlib.Path("Plugins/README.md")
EXAMPLE = pathlib.Path("Plugins/Examples/Ideas")
WORDS = re.compile(r"`(?:prompts/en-GB/ideas/)?([a-z-]+(?:\.easy-read)?\.txt)`:\n\n((?:    .*\n)+)")
EXTRA = re.compile(r"^```swift example\n(.*?)^```$", re.M | re.S)
FENCE = re.compile(r"^```swift\n(.*?)^```$", re.M | re.S)

# What an example may use without saying where it has it from.
GIVEN = {
    "YouSaidKit": "turn: Turn, call: CommandCall, answer: Answer, member: Member, database: any Database, "
    "wakeUp: WakeUp, news: News",
    "YouSaidTesting": "forum: PretendForum, amira: Person, ben: Person",
}
# An example that begins one of these at its margin is a file, and any other is the inside of a function.
FILE_LEVEL = re.compile(r"^(import|@c|@Test|@Suite|(public |final )*(struct|class|enum|extension|func|protocol)) ?", re.M)

faults = []


def undocumented(graph):
    for symbol in graph["symbols"]:
        if "docComment" not in symbol and "location" in symbol:
            place = symbol["location"]
            file = place["uri"].split("/Sources/")[-1]
            line = place["position"]["line"] + 1
            faults.append(f"Sources/{file}:{line}: {'.'.join(symbol['pathComponents'])} has no documentation")


def examples(module):
    """The blocks in the comments of a module's sources, with the places where they begin."""
    for path in sorted(pathlib.Path("Sources", module).rglob("*.swift")):
        lines = path.read_text(encoding="utf-8").split("\n")
        block = None
        for number, line in enumerate(lines, 1):
            comment = re.match(r"\s*/// ?(.*)$", line)
            text = comment[1] if comment else None
            if block is not None and (text is None or text.strip() == "```"):
                if text is None:
                    faults.append(f"{path}:{number}: an example does not end")
                yield path, start, block
                block = None
            elif block is not None:
                block.append(text)
            elif text is not None and text.strip() == "```swift":
                block, start = [], number + 1


def guide_examples():
    """The blocks of the guide that stand nowhere in the example plugin, and are there to be compiled."""
    guide = GUIDE.read_text(encoding="utf-8") if GUIDE.exists() else ""
    for found in EXTRA.finditer(guide):
        yield GUIDE, guide.count("\n", 0, found.start()) + 2, found[1].rstrip("\n").split("\n")


def write(folder, module, number, path, start, block):
    body = "\n".join(block)
    place = f'#sourceLocation(file: "{path}", line: {start})\n'
    if FILE_LEVEL.search(body):
        imports = "" if re.search(r"^import ", body, re.M) else f"import {module}\n"
        text = imports + place + body + "\n"
    else:
        text = (
            f"import Testing\nimport YouSaidKit\nimport {module}\nfunc example{number}({GIVEN[module]}) throws {{\n"
            f"{place}{body}\n#sourceLocation()\n}}\n")
    (folder / f"Example{number}.swift").write_text(text, encoding="utf-8")


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def check_guide():
    if not GUIDE.exists():
        faults.append(f"{GUIDE} is not there")
        return
    sources = " ".join(
        squeezed(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLE.rglob("*.swift"))
        if ".build" not in path.parts)
    guide = GUIDE.read_text(encoding="utf-8")
    for found in FENCE.finditer(guide):
        # A line with "…" alone stands for what is left out.
        for part in re.split(r"^\s*// …$", found[1], flags=re.M):
            if squeezed(part) not in sources:
                line = guide.count("\n", 0, found.start()) + 2
                faults.append(f"{GUIDE}:{line}: this does not stand in {EXAMPLE}:\n{part.rstrip()}")
    for found in WORDS.finditer(guide):
        file = EXAMPLE / "prompts/en-GB/ideas" / found[1]
        if textwrap.dedent(found[2]) != file.read_text(encoding="utf-8"):
            line = guide.count("\n", 0, found.start()) + 1
            faults.append(f"{GUIDE}:{line}: {file} says something else")


work, modules = pathlib.Path(sys.argv[1]), sys.argv[2:]
for module in modules:
    undocumented(json.loads((work / f"graphs/{module}.symbols.json").read_text(encoding="utf-8")))
    folder = work / "examples" / module
    folder.mkdir()
    extra = list(guide_examples()) if module == "YouSaidKit" else []
    for number, (path, start, block) in enumerate(list(examples(module)) + extra, 1):
        write(folder, module, number, path, start, block)
check_guide()
for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
