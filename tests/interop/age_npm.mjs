// Seals, opens and makes keys with age-encryption, the age author's JavaScript implementation.
// stdin:  {"generate": ["hybrid" or "X25519"], "seal": [{recipients | passphrase, workFactor, plaintext}],
//          "open": [{identity | passphrase, sealed}], "recipients": [identity]}, bytes in base64
// stdout: the same keys, each with the list of answers.
import { Decrypter, Encrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient } from "age-encryption";
import { text } from "node:stream/consumers";

const fromBase64 = (encoded) => new Uint8Array(Buffer.from(encoded, "base64"));
const toBase64 = (bytes) => Buffer.from(bytes).toString("base64");

async function seal({ recipients = [], passphrase, workFactor, plaintext }) {
  const encrypter = new Encrypter();
  if (passphrase !== undefined) {
    encrypter.setPassphrase(passphrase);
    encrypter.setScryptWorkFactor(workFactor);
  }
  recipients.forEach((recipient) => encrypter.addRecipient(recipient));
  return toBase64(await encrypter.encrypt(fromBase64(plaintext)));
}

async function open({ identity, passphrase, sealed }) {
  const decrypter = new Decrypter();
  if (passphrase !== undefined) decrypter.addPassphrase(passphrase);
  else decrypter.addIdentity(identity);
  return toBase64(await decrypter.decrypt(fromBase64(sealed)));
}

async function generate(kind) {
  const identity = await (kind === "hybrid" ? generateHybridIdentity() : generateX25519Identity());
  return { identity, recipient: await identityToRecipient(identity) };
}

const all = (items = [], act) => Promise.all(items.map(act));
const request = JSON.parse(await text(process.stdin));
process.stdout.write(
  JSON.stringify({
    generate: await all(request.generate, generate),
    seal: await all(request.seal, seal),
    open: await all(request.open, open),
    recipients: await all(request.recipients, identityToRecipient),
  }),
);
