"""Check a proof of a record without the product: python3 check_proof.py PROOF.json ROOT (docs/evidence.md). Only Python's standard library.

ROOT is the root of the day as it was mailed or noted, in hexadecimal. Prints what was found; ends with 0 where all of it fits, else 1.
"""

# ruff: noqa: T201 - it speaks on a terminal

import hashlib
import json
import sys


def digest(algorithm, content):
    return hashlib.new(algorithm, content).digest()


def written(fields):
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def climbed(algorithm, value, path):
    for side, other in path:
        pair = bytes.fromhex(other) + value if side == "left" else value + bytes.fromhex(other)
        value = digest(algorithm, b"\x01" + pair)
    return value


def faults(proof, root):
    algorithm, entry = proof["algorithm"], proof["entry"]
    record, deleted = proof["record"], entry[3] == "d"
    if deleted != (record is None):
        yield "记录已被删除，但存证不是删除；或者相反"
    if record is not None and not deleted and hashlib.sha256(record.encode()).hexdigest() != entry[4]:
        yield "记录内容与存证摘要不符"
    leaf = digest(algorithm, b"\x00" + written(entry))
    if climbed(algorithm, leaf, proof["path"]).hex() != proof["root"] or proof["root"] != proof["batch"][1]:
        yield "存证条目不在批次根值之下"
    chained = digest(algorithm, b"\x02" + written(proof["batch"]))
    if chained.hex() != proof["chained"]:
        yield "批次根值与链值不符"
    day = proof["day"]
    if day is None:
        yield "当日根值尚未公布"
    elif climbed(day["algorithm"], chained, day["path"]).hex() != root.lower():
        yield "批次不在所给的每日根值之下"


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:
            proof = json.load(file)
        found = list(faults(proof, arguments[1].strip()))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        print(f"无法读取证明：{error}", file=sys.stderr)
        return 2
    for fault in found:
        print(fault)
    if not found:
        print(
            f"一致：存证 {proof['entry'][0]}，{proof['entry'][1]} {proof['entry'][2]}，不晚于 {proof['batch'][5]}"
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
