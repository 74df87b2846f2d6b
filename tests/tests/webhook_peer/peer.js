// Signs requests with Twilio's SDK for Node, and lets its Express middleware validate them.
//
// Reads a JSON array of tasks from standard input, and writes the array of their results. The first argument is the
// directory of the SDK.

const { readFileSync } = require("node:fs");
const { parse } = require("node:querystring");

const sdk = require(process.argv[2]);

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

const tasks = { sign, validate, hash: ({ body }) => sdk.getExpectedBodyHash(body) };
const input = JSON.parse(readFileSync(0, "utf8"));
console.warn = () => {}; // An unsupported algorithm is one of the cases.
process.stdout.write(JSON.stringify(input.map((task) => tasks[task.do](task))));
