import { metadata, type CodecType, type v15, type v16 } from "@polkadot-api/substrate-bindings";
import { ADDRESS, EXTENSIONS, FACTS, SIGNATURE } from "./facts.ts";
import { pallets, shapeOf, type Pallet, type StorageItem } from "./pallets.ts";
import { enumOf, NOTHING, type Shape } from "./shape.ts";
import { TypeRegistry } from "./type-registry.ts";

/** `meta`, little-endian: metadata begin with it. */
const MAGIC = 0x6174656d;
/** Forms of transactions that the runtime takes; metadata of version 15 name one. */
const EXTRINSIC_VERSIONS = [4, 5] as const;

const NOT_DEPRECATED = { tag: "NotDeprecated", value: undefined } as const;

/**
 * SCALE metadata of a runtime that has what the facts name and nothing else: the chain's adapter is tested on it where
 * nobody has the real runtime's. Of its types and indices it proves nothing; the golden files do that.
 */
export function buildMetadata(version: 15 | 16): Uint8Array {
  const parts = describe();
  const value = version === 15 ? v15Of(parts) : v16Of(parts);
  return metadata.enc({ magicNumber: MAGIC, metadata: value });
}

type Parts = ReturnType<typeof describe>;
type Outer = "calls" | "events" | "errors";

/** What versions 15 and 16 have in common. */
function describe() {
  const types = new TypeRegistry();
  const all = pallets();
  const outer = (part: Outer): number =>
    types.id(
      enumOf(
        all.flatMap((pallet) => {
          const of = pallet[part];
          return of === undefined ? [] : [{ index: pallet.index, name: pallet.name, of }];
        }),
      ),
    );
  // Storage of a block's events comes last: it holds those of every pallet.
  const withEvents = all.map((pallet) =>
    pallet.name === "System" ? { ...pallet, storage: [...pallet.storage, eventsOf(all)] } : pallet,
  );
  return {
    pallets: withEvents.map((pallet) => palletParts(types, pallet)),
    outerEnums: { call: outer("calls"), event: outer("events"), error: outer("errors") },
    address: types.id(shapeOf(ADDRESS)),
    signature: types.id(shapeOf(SIGNATURE)),
    nothing: types.id(NOTHING),
    signedExtensions: EXTENSIONS.map(([identifier, type, additionalSigned]) => ({
      identifier,
      type: types.id(shapeOf(type)),
      additionalSigned: types.id(shapeOf(additionalSigned)),
    })),
    apis: apis(types),
    // Last: the types above number themselves.
    lookup: types.lookup,
  };
}

/** `System.Events`: Vec<EventRecord<RuntimeEvent, Hash>>. */
function eventsOf(all: readonly Pallet[]): StorageItem {
  const event = enumOf(
    all.flatMap(({ name, index, events }) => (events === undefined ? [] : [{ name, index, of: events }])),
  );
  const record: Shape = {
    kind: "struct",
    fields: [
      ["phase", shapeOf("enum<0 ApplyExtrinsic u32 | 1 Finalization | 2 Initialization>")],
      ["event", event],
      ["topics", shapeOf("[[u8; 32]]")],
    ],
  };
  return {
    name: "Events",
    optional: false,
    keyed: undefined,
    value: { kind: "sequence", of: record },
    fallback: "0x00",
  };
}

function palletParts(types: TypeRegistry, { name, index, storage, constants, ...variants }: Pallet) {
  const id = (shape: Shape | undefined): number | undefined => (shape === undefined ? undefined : types.id(shape));
  const items = storage.map((item) => ({
    name: item.name,
    modifier: item.optional ? 0 : 1,
    type: storageType(types, item),
    fallback: item.fallback,
    docs: [],
  }));
  return {
    name,
    index,
    docs: [],
    storage: items.length === 0 ? undefined : { prefix: name, items },
    constants: constants.map((one) => ({ name: one.name, type: types.id(one.type), value: one.value, docs: [] })),
    calls: id(variants.calls),
    events: id(variants.events),
    errors: id(variants.errors),
  };
}

type Item = NonNullable<CodecType<typeof v16>["pallets"][number]["storage"]>["items"][number];

function storageType(types: TypeRegistry, { keyed, value }: StorageItem): Item["type"] {
  if (keyed === undefined) return { tag: "plain", value: types.id(value) };
  const hashers = keyed.hashers.map((tag) => ({ tag, value: undefined })) as Extract<
    Item["type"],
    { tag: "map" }
  >["value"]["hashers"];
  return { tag: "map", value: { hashers, key: types.id(keyed.key), value: types.id(value) } };
}

/** Of a runtime API's answer the fields that are used, and the netuid, which is no option. */
function apis(types: TypeRegistry) {
  const facts = FACTS.filter(({ kind }) => kind === "api");
  const methodOf = ({ name, shape }: (typeof facts)[number]) => {
    const [, inputs = "", output = ""] = /^\((.*)\) -> (.*)$/.exec(shape) ?? [];
    const answer = shapeOf(output.replace("option<{", "option<{netuid: compact<u16>, "));
    const fields = shapeOf(`{${inputs}}`);
    if (fields.kind !== "struct") throw new Error(`${name} has no inputs`);
    return {
      name,
      inputs: fields.fields.map(([input, of]) => ({ name: input, type: types.id(of) })),
      output: types.id(answer),
      docs: [],
    };
  };
  return [...new Set(facts.map(({ pallet }) => pallet))].map((name) => ({
    name,
    methods: facts.filter(({ pallet }) => pallet === name).map(methodOf),
    docs: [],
  }));
}

function v15Of(parts: Parts): { tag: "v15"; value: CodecType<typeof v15> } {
  const { pallets, outerEnums, address, signature, nothing, signedExtensions, apis, lookup } = parts;
  const extrinsic = { version: EXTRINSIC_VERSIONS[0], address, call: outerEnums.call, signature, extra: nothing };
  return {
    tag: "v15",
    value: {
      lookup,
      pallets,
      extrinsic: { ...extrinsic, signedExtensions },
      type: nothing,
      apis,
      outerEnums,
      custom: [],
    },
  };
}

function v16Of(parts: Parts): { tag: "v16"; value: CodecType<typeof v16> } {
  const { outerEnums, address, signature, signedExtensions, lookup } = parts;
  const kept = { deprecationInfo: NOT_DEPRECATED };
  const ref = (type: number | undefined) => (type === undefined ? undefined : { type, deprecationInfo: [] });
  return {
    tag: "v16",
    value: {
      lookup,
      pallets: parts.pallets.map(({ storage, constants, calls, events, errors, ...pallet }) => ({
        ...pallet,
        ...kept,
        storage: storage && { ...storage, items: storage.items.map((item) => ({ ...item, ...kept })) },
        constants: constants.map((one) => ({ ...one, ...kept })),
        calls: ref(calls),
        events: ref(events),
        errors: ref(errors),
        associatedTypes: [],
        viewFns: [],
      })),
      extrinsic: {
        version: [...EXTRINSIC_VERSIONS],
        address,
        call: outerEnums.call,
        signature,
        signedExtensionsByVersion: [[0, signedExtensions.map((_, index) => index)]],
        signedExtensions,
      },
      apis: parts.apis.map((api) => ({
        ...api,
        ...kept,
        version: 2,
        methods: api.methods.map((one) => ({ ...one, ...kept })),
      })),
      outerEnums,
      custom: [],
    },
  };
}
