// Lets Twilio's SDK for Node use a server as it uses Twilio's: the walk of a program, with its mistakes.
//
// Reads the server's base URL and credentials from standard input as JSON, and writes what it has counted. The first
// argument is the directory of the SDK. A difference from what Twilio documents ends it with a failed assertion.

const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");

const sdk = require(process.argv[2]);

const { base_url, account_sid, auth_token } = JSON.parse(readFileSync(0, "utf8"));
const client = sdk(account_sid, auth_token);
client.conversations.baseUrl = base_url;

// Awaits a refusal as the SDK types it.
async function refused(call, status, code) {
  const error = await call.then(
    () => assert.fail(`${code} expected`),
    (error) => error,
  );
  assert.ok(error instanceof sdk.RestException, String(error));
  assert.deepEqual([error.status, error.code], [status, code], error.message);
  assert.equal(error.moreInfo, `https://www.twilio.com/docs/errors/${code}`);
  return error;
}

// `scope` is the account, or a service.
async function open(scope) {
  const conversation = await scope.conversations.create({
    friendlyName: "Order 1042",
    uniqueName: "order-1042",
    attributes: JSON.stringify({ order: 1042 }),
  });
  assert.match(conversation.sid, /^CH[0-9a-f]{32}$/);
  assert.equal(conversation.accountSid, account_sid);
  assert.equal(conversation.state, "active");
  assert.equal(conversation.dateCreated.getTime(), conversation.dateUpdated.getTime());
  assert.ok(conversation.url.startsWith(base_url), conversation.url);
  await refused(scope.conversations.create({ uniqueName: "order-1042" }), 409, 50353);
  await refused(scope.conversations.create({ attributes: "{" }), 400, 50304);
  const found = await scope.conversations("order-1042").fetch();
  assert.equal(found.sid, conversation.sid);
  return conversation;
}

async function join(conversation) {
  const chat = await conversation.participants().create({ identity: "alice" });
  const phone = await conversation.participants().create({
    "messagingBinding.address": "+15558675310",
    "messagingBinding.proxyAddress": "+15017122661",
  });
  assert.deepEqual([chat.identity, chat.messagingBinding], ["alice", null]);
  const { type, address, proxy_address } = phone.messagingBinding;
  assert.deepEqual([type, address, proxy_address], ["sms", "+15558675310", "+15017122661"]);
  await refused(conversation.participants().create({ identity: "alice" }), 409, 50433);
  const all = await conversation.participants().list();
  assert.deepEqual(sids(all), [chat.sid, phone.sid]);
  return chat;
}

async function send(conversation, author) {
  for (let index = 0; index < 120; index += 1) {
    const message = await conversation
      .messages()
      .create({ author: author.identity, body: `${index}: é 😀 & = +` });
    assert.equal(message.index, index);
    assert.equal(message.participantSid, author.sid);
  }
}

const sids = (instances) => instances.map(({ sid }) => sid);

// Reads the messages page by page, forward and back, with the SDK's own list and iteration.
async function read(conversation) {
  const pages = [];
  let page = await conversation.messages().page({ pageSize: 50 });
  for (; page; page = await page.nextPage()) pages.push(page);
  assert.deepEqual(pages.map(({ instances }) => instances.length), [50, 50, 20]);
  const before = await pages[2].previousPage();
  assert.deepEqual(sids(before.instances), sids(pages[1].instances));

  const all = pages.flatMap(({ instances }) => instances);
  assert.deepEqual(
    all.map(({ index, body }) => [index, body]),
    Array.from({ length: 120 }, (_, index) => [index, `${index}: é 😀 & = +`]),
  );
  assert.deepEqual(sids(await conversation.messages().list()), sids(all));
  const some = await conversation.messages().list({ limit: 70, pageSize: 7 });
  assert.deepEqual(sids(some), sids(all).slice(0, 70));
  const latest = await conversation.messages().list({ order: "desc", pageSize: 33 });
  assert.deepEqual(sids(latest), sids(all).reverse());

  const each = [];
  await new Promise((resolve, reject) =>
    conversation.messages().each({
      pageSize: 25,
      callback: ({ sid }) => each.push(sid),
      done: (error) => (error ? reject(error) : resolve()),
    }),
  );
  assert.deepEqual(each, sids(all));
  return all;
}

async function change(scope, conversation, messages) {
  const [first] = messages;
  const place = scope.conversations(conversation.sid);
  const edited = await place.messages(first.sid).update({ body: "edited" });
  assert.deepEqual([edited.index, edited.body], [0, "edited"]);
  assert.equal((await place.messages(first.sid).fetch()).body, "edited");
  assert.equal(await place.messages(first.sid).remove(), true);
  const gone = await refused(place.messages(first.sid).fetch(), 404, 20404);
  assert.match(gone.message, /The requested resource .*\/Messages\/IM[0-9a-f]{32} was not found/);
  assert.equal((await place.messages.list()).length, 119);

  const renamed = await place.update({ friendlyName: "Order 1042, paid" });
  assert.equal(renamed.friendlyName, "Order 1042, paid");
  assert.equal((await place.update({ state: "closed" })).state, "closed");
  await refused(place.messages.create({ body: "late" }), 400, 50377);
  assert.equal(await place.remove(), true);
  await refused(place.fetch(), 404, 20404);
  await refused(place.messages.list(), 404, 20404);
}

async function walk(scope) {
  const conversation = await open(scope);
  const alice = await join(conversation);
  await send(conversation, alice);
  const messages = await read(conversation);
  await change(scope, conversation, messages);
  return messages.length;
}

async function main() {
  const account = client.conversations.v1;
  const service = await account.services.create({ friendlyName: "Support" });
  const scopes = [account, account.services(service.sid)];
  const counts = [];
  for (const scope of scopes) counts.push(await walk(scope));

  // The user of a participant stays, each in its service.
  for (const scope of scopes) {
    const users = await scope.users.list();
    assert.deepEqual(users.map(({ identity }) => identity), ["alice"]);
  }
  assert.equal(await account.services(service.sid).remove(), true);
  await refused(account.services(service.sid).users.list(), 404, 20404);

  const stranger = sdk(account_sid, "another token");
  stranger.conversations.baseUrl = base_url;
  await refused(stranger.conversations.v1.conversations.list(), 401, 20003);
  process.stdout.write(JSON.stringify(counts));
}

main();
