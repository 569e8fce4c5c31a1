"""Answers one question a line of JSON with Bittensor's own packages: {"ask": NAME, ...} -> {"answer": ...}."""

import json
import sys

import bittensor_core as core
import bittensor_drand as drand
import bittensor_wallet as wallet


def readers():
    return {
        "core": core.deserialize_keypair_from_keyfile_data,
        "wallet": wallet.keyfile.deserialize_keypair_from_keyfile_data,
    }


def read_keyfile(q):
    """The address that each of the readers takes a key file for."""
    chosen = {name: read for name, read in readers().items() if name in q["by"]}
    return {name: read(q["text"].encode()).ss58_address for name, read in chosen.items()}


def write_keyfile(q):
    pair = core.Keypair.create_from_mnemonic(q["phrase"], crypto_type=q["cryptoType"])
    other = wallet.Keypair.create_from_mnemonic(q["phrase"], crypto_type=q["cryptoType"])
    return {
        "core": core.serialized_keypair_to_keyfile_data(pair).decode(),
        "wallet": wallet.keyfile.serialized_keypair_to_keyfile_data(other).decode(),
    }


def encrypt_keyfile(q):
    return core.encrypt_keyfile_data(q["text"].encode(), q["password"]).hex()


def decrypt_keyfile(q):
    return core.decrypt_keyfile_data(bytes.fromhex(q["hex"]), q["password"]).decode()


def decode_ss58(q):
    decoded = core.decode_ss58(q["address"])
    return decoded if isinstance(decoded, str) else bytes(decoded).hex()


def seal(q):
    return {
        name: bytes(module.encrypt_at_round(bytes.fromhex(q["hex"]), q["round"])[0]).hex()
        for name, module in (("core", core), ("drand", drand))
    }


def open_seal(q):
    return {
        name: bytes(module.decrypt_with_signature(bytes.fromhex(q["hex"]), q["signature"])).hex()
        for name, module in (("core", core), ("drand", drand))
    }


def weights_round(q):
    """The round for which weights are sealed at a state of the scheduler."""
    commit, reveal_round = core.get_encrypted_commit_v2(
        [1], [65535], 0, q["lastBlock"], q["pendingBlock"], q["index"], q["tempo"], q["blocksSinceLastStep"],
        q["block"], q["periodEpochs"], 12.0, bytes.fromhex(q["publicKey"]),
    )
    return {"round": reveal_round, "bytes": len(commit)}


def payload(q):
    runtime = core.Runtime(bytes.fromhex(q["metadata"]), q["specVersion"], 1)
    call = bytes(runtime.compose_call(q["pallet"], q["call"], q["args"]))
    signed = runtime.signature_payload(
        call, era=q["era"], nonce=q["nonce"], tip=0, tip_asset_id=None,
        genesis_hash=bytes.fromhex(q["genesis"]), era_block_hash=bytes.fromhex(q["birth"]),
    )
    return {"call": call.hex(), "payload": bytes(signed).hex()}


for line in sys.stdin:
    question = json.loads(line)
    try:
        answer = {"answer": globals()[question["ask"]](question)}
    except Exception as error:  # noqa: BLE001 - whatever it was, the test reads it
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
