import protobuf from 'protobufjs';

// The part of the wire that wx-server-sdk compiles into its own openapi.js; field numbers as there.
const { root } = protobuf.parse(`
  syntax = "proto3";
  message KeyValuePair { string key = 1; bytes value = 2; string contenttype = 3; string filename = 4; }
  message OpenApiData { repeated KeyValuePair pairs = 1; }
  message SvrkitApiData { string apiName = 1; bytes reqData = 2; }
  message CommApiData { int32 apiType = 1; OpenApiData openapiData = 2; SvrkitApiData svrkitData = 4; string appid = 6; }
  message CommOpenApiResp { bytes respData = 1; string contentType = 2; int32 errorCode = 3; uint32 httpCode = 4; }
`);
const CommApiData = root.lookupType('CommApiData');
const CommOpenApiResp = root.lookupType('CommOpenApiResp');

type Decoded = { openapiData?: { pairs?: { key: string; value: Uint8Array; filename?: string }[] } };

/**
 * The parameters of an openapi call: each value is JSON, except media, which stay bytes. The SDK loses the media's
 * content type on the way, so that only a file name tells them apart.
 * Throws where the bytes are no CommApiData.
 */
export function decodeParameters(bytes: Buffer): Record<string, unknown> {
  const { openapiData } = CommApiData.decode(bytes) as unknown as Decoded;
  const parameters: Record<string, unknown> = {};
  for (const { key, value, filename } of openapiData?.pairs ?? []) {
    const body = Buffer.from(value);
    parameters[key] = filename ? { filename, body } : JSON.parse(body.toString('utf8'));
  }
  return parameters;
}

/** A reply of WeChat's; `errorCode` is set where WeChat never got the call, such as a missing permission. */
export function encodeReply(reply: { body?: Buffer; contentType?: string; errorCode?: number }): Buffer {
  return Buffer.from(
    CommOpenApiResp.encode({
      respData: reply.body ?? Buffer.alloc(0),
      contentType: reply.contentType ?? '',
      errorCode: reply.errorCode ?? 0,
      httpCode: 200,
    }).finish(),
  );
}
