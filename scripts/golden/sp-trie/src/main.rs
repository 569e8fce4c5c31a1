//! Roots and read proofs of states, by Substrate's own sp-trie: cases as JSON on standard input, the same with `root` and
//! each query's `proof` on standard output. `write-trie-goldens.ts` makes the cases.
use serde_json::{json, Value};
use sp_core::Blake2Hasher;
use sp_trie::{LayoutV0, LayoutV1, MemoryDB, Recorder, Trie, TrieConfiguration, TrieDBBuilder, TrieDBMutBuilder, TrieMut};

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(&value.as_str().unwrap()[2..]).unwrap()
}

fn text(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

fn answer<L: TrieConfiguration<Hash = Blake2Hasher>>(case: &mut Value) {
    let mut db = MemoryDB::<Blake2Hasher>::default();
    let mut root = Default::default();
    {
        let mut trie = TrieDBMutBuilder::<L>::new(&mut db, &mut root).build();
        for entry in case["state"].as_array().unwrap() {
            trie.insert(&bytes(&entry[0]), &bytes(&entry[1])).unwrap();
        }
    }
    case["root"] = json!(text(root.as_ref()));
    for query in case["proofs"].as_array_mut().unwrap() {
        let mut recorder = Recorder::<L>::new();
        {
            let trie = TrieDBBuilder::<L>::new(&db, &root).with_recorder(&mut recorder).build();
            for key in query["keys"].as_array().unwrap() {
                trie.get(&bytes(key)).unwrap();
            }
        }
        let mut parts: Vec<String> = recorder.drain().into_iter().map(|record| text(&record.data)).collect();
        parts.sort();
        parts.dedup();
        query["proof"] = json!(parts);
    }
}

fn main() {
    let mut cases: Value = serde_json::from_reader(std::io::stdin()).unwrap();
    for case in cases.as_array_mut().unwrap() {
        if case["version"] == 0 {
            answer::<LayoutV0<Blake2Hasher>>(case);
        } else {
            answer::<LayoutV1<Blake2Hasher>>(case);
        }
    }
    println!("{}", serde_json::to_string(&cases).unwrap());
}
