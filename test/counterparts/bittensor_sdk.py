"""One question for the Bittensor SDK, as a client of a node: JSON from standard input, JSON to standard output."""

import asyncio
import json
import sys

import bittensor as bt
import bittensor_core as core


def plain(value):
    value = getattr(value, "value", value)
    if isinstance(value, (bytes, bytearray)):
        return "0x" + bytes(value).hex()
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value if isinstance(value, (int, float, str, bool, type(None))) else str(value)


class DevWallet:
    """What a wallet is to the SDK: a hotkey and a coldkey, here of a development phrase's path."""

    def __init__(self, uri):
        self.hotkey = core.Keypair.create_from_uri(uri)
        self.coldkey = self.hotkey
        self.coldkeypub = self.hotkey


async def answer(asked):
    # It reads the symbols of all subnets' tokens once a day, for display; the node of these tests has none.
    bt.config.save_token_symbols(asked["endpoint"], {0: "T"})
    async with bt.Subtensor(asked["endpoint"]) as client:
        if asked["ask"] == "read":
            storage = bt.storage.SubtensorModule
            netuid, uid, hotkey = asked["netuid"], asked["uid"], asked["hotkey"]
            return {
                "block": await client.block(),
                "spec": await client.spec_version(),
                "tempo": plain(await client.query(storage.Tempo, [netuid])),
                "uid": plain(await client.query(storage.Uids, [netuid, hotkey])),
                "permits": plain(await client.query(storage.ValidatorPermit, [netuid])),
                "weights": plain(await client.query(storage.Weights, [netuid, uid])),
                "lastUpdate": plain(await client.query(storage.LastUpdate, [netuid])),
                "revealed": plain(await client.query(("Commitments", "RevealedCommitments"), [netuid, hotkey])),
            }
        wallet = DevWallet(asked["uri"])
        if asked["ask"] == "set_weights":
            call = bt.calls.SubtensorModule.set_weights(
                netuid=asked["netuid"], dests=asked["uids"], weights=asked["values"], version_key=asked["versionKey"]
            )
        elif asked["ask"] == "set_commitment":
            data = {f"Raw{len(asked['text'])}": "0x" + asked["text"].encode().hex()}
            # On the network it is {"fields": [...]}: the metadata built for these tests leave a struct of one field away.
            call = bt.calls.Commitments.set_commitment(netuid=asked["netuid"], info=[data])
        else:
            raise SystemExit(f"no question {asked['ask']}")
        sent = await client.submit_call(
            call, wallet, signer="hotkey", period=8, wait_for_inclusion=False, wait_for_finalization=False
        )
        return {"sent": str(sent)}


print(json.dumps(asyncio.run(answer(json.load(sys.stdin)))))
