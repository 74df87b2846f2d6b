// Lets Twilio's SDK for Node sign webhooks, validate them with its Express middleware, write requests, and create access
// tokens, which the SDK's dependency `jsonwebtoken` verifies.
//
// Reads a JSON array of tasks from standard input, and writes the array of their results. The first argument is the
// directory of the SDK.

const { readFileSync } = require("node:fs");
const { parse } = require("node:querystring");

const sdk = require(process.argv[2]);
const jsonwebtoken = require(require.resolve("jsonwebtoken", { paths: [process.argv[2]] }));

const FORM = "application/x-www-form-urlencoded";

// What Express's parsers would make of the body.
function parsed(request) {
  if (request.content_type === FORM) return { ...parse(request.body) };
  return request.content_type === "application/json" ? JSON.parse(request.body) : {};
}

function sign({ secret, algorithm, request }) {
  const parameters = request.content_type === FORM ? parsed(request) : {};
  return sdk.getExpectedTwilioSignature(secret, request.url, parameters, algorithm);
}

function validate({ auth_token, shared_key, request }) {
  const headers = {
    "X-Twilio-Signature": request.signature,
    "X-Twilio-Webhooks-Signature-Settings": request.signature_settings,
  };
  let status = 200;
  const response = {
    type: () => response,
    status: (code) => ((status = code), response),
    send: () => response,
  };
  const received = {
    headers: {},
    header: (name) => headers[name] ?? undefined,
    body: parsed(request),
    rawBody: request.body,
  };
  const options = { url: request.url, sharedKeySecret: shared_key };
  sdk.webhook(auth_token, options)(received, response, () => {});
  return status === 200;
}

// The form that a call sends. A parameter `{ date }` is a date.
async function send({ resource, method, parameters }) {
  const client = sdk(`AC${"0".repeat(32)}`, "token");
  let form;
  client.httpClient.axios.defaults.adapter = async (config) => {
    form = config.data;
    return { status: 200, statusText: "OK", headers: {}, data: "{}", config };
  };
  let place = client.conversations.v1;
  for (const [name, ...sid] of resource) {
    place = sid.length === 0 ? place[name] : place[name](...sid);
  }
  const given = Object.entries(parameters).map(([name, value]) => [
    name,
    value?.date === undefined ? value : new Date(value.date),
  ]);
  await place[method](Object.fromEntries(given));
  return form;
}

// A grant is the name of its class and its options.
function createToken({ account, key, secret, options, grants, algorithm }) {
  const { AccessToken } = sdk.jwt;
  const token = new AccessToken(account, key, secret, options);
  for (const [name, given] of grants) token.addGrant(new AccessToken[name](given));
  return token.toJwt(algorithm);
}

// The header and the claims, or the message of the error. `now` is in seconds; by default, the time of issue.
function verifyToken({ token, secret, algorithms, now }) {
  const clockTimestamp = now ?? jsonwebtoken.decode(token)?.iat;
  const options = { algorithms, clockTimestamp, complete: true };
  try {
    const { header, payload } = jsonwebtoken.verify(token, secret, options);
    return { header, payload };
  } catch (error) {
    return error.message;
  }
}

const hash = ({ body }) => sdk.getExpectedBodyHash(body);
const tasks = { sign, validate, hash, send, createToken, verifyToken };
const input = JSON.parse(readFileSync(0, "utf8"));
console.warn = () => {}; // An unsupported algorithm is one of the cases.
Promise.all(input.map((task) => tasks[task.do](task))).then((results) =>
  process.stdout.write(JSON.stringify(results)),
);
