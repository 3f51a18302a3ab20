package io.ackline.producer.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Makes requests of samples, each with up to three things wrong. A number and the seed
 * say which.
 */
final class Mutations {

	private static final List<String> CONTENT_TYPES = List.of("application/json; charset=utf-16",
			"application/json; charset=", "application/json; charset=\"", "application/json;;;", "application/json;q=x",
			"application/json; charset=UTF-8; charset=latin1", "application/json; charset=nope", "*/*", "application/*",
			"text/plain", "APPLICATION/JSON; CHARSET=utf-8", "application/json\t;a=\"b\\\"c\"", "multipart/form-data",
			"multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/cloudevents+xml",
			"application/cloudevents+json; charset=UTF-16", "application/cloudevents-batch+json",
			"application/cloudevents+json", "application/x-ndjson", "application/x-ndjson; charset=utf-7",
			"application/vnd.kafka.avro.v2+json", "application/vnd.kafka.json.v2+json", "application/vnd.kafka.v2+json",
			"application/octet-stream", "", "json", "/", "application/json, text/plain", "image/png",
			"application/" + "x".repeat(3000), "application/json; a=\u00e9");

	private static final List<String> ATTRIBUTES = List.of("ce-id", "ce-source", "ce-type", "ce-specversion", "ce-time",
			"ce-subject", "ce-partitionkey", "ce-dataschema", "ce-datacontenttype", "ce-data", "ce-", "ce-Region",
			"ce-a-b", "ce-traceparent", "CE-ID", "ce-data_base64", "ce-" + "x".repeat(300));

	private static final List<String> VALUES = List.of("", " ", "\"", "\"quoted\"", "\"open", "%", "%zz", "%00",
			"%0d%0aX-Injected:%201", "%C0%AF", "%ED%A0%80", "%F0%9F%98%80", "a\tb", "\u00e9\u00ff", "\u0080",
			"a".repeat(256), "x".repeat(6000), "1.0", "0.3", "2026-01-31T12:00:00Z", "2026-99-99", "\\", "k,v",
			"payment.captured", "null");

	private static final List<String> QUERIES = List.of("acks=", "acks=7", "acks=ALL", "acks=0", "acks=1",
			"acks=all&acks=1", "acks=%zz", "acks=%C0%AF", "acks=%00", "results=all", "results=",
			"results=x&results=all", "max-failures=99999999999999999999", "max-failures=0", "max-failures=1",
			"max-failures=-1", "unknown=1", "&&=&=", "%00", "%", "async=true", "async=maybe", "async=",
			"async=true&async=false", "trace=true", "debug", "x=" + "y".repeat(5000), "x=" + "y".repeat(9000),
			"a=1&".repeat(1200), "acks[]=all", "q=\u00e9", "q=\"<>\"", "q={x}");

	private static final List<String> PATHS = List.of("/..", "/../..", "/%2e%2e/", "//", ";x=y", "%2F", "%00", "%zz",
			"%", "%5c", "/" + "x".repeat(3000), "/" + "x".repeat(9000), "/\u00e9", "/", "/partitions/-1",
			"/partitions/99999999999", "/partitions/x", "/events/events", "%C0%AF", "{topic}", "\\", "/%20", "?", "#x",
			";jsessionid=1/events");

	private static final List<String> ELSEWHERE = List.of("/", "*", "", "http://127.0.0.1/openapi", "/error",
			"/actuator", "/actuator/env", "/actuator/metrics/x", "/actuator/metrics/jvm.memory.used?tag=a",
			"/actuator/health/x", "/actuator/prometheus?includedNames=%00", "/actuator/../api/v1/events", "/swagger-ui",
			"/swagger-ui/../../etc/passwd", "/swagger-ui/%2e%2e%2fapplication.yml",
			"/swagger-ui/swagger-initializer.js", "/swagger-ui/nothing", "/favicon.ico", "/api/v1",
			"/api/v1/topics/undeclared/events", "/api/v1/topics/" + "t".repeat(300) + "/events",
			"/api/v1/topics/../events", "/api/v1/topics//events", "/api/v1/topics/%2e/events", "/topics/undeclared",
			"/topics/payments/partitions/6", "/api/v1/topics/fuzz.json", "/openapi.yaml", "/WEB-INF/web.xml");

	private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "TRACE", "PATCH", "DELETE", "PUT",
			"POST", "FOO", "PROPFIND", "CONNECT", "A".repeat(100));

	/**
	 * What can stand between two blanks of a request line: with anything else in it, the
	 * line has no version either, and Tomcat answers as HTTP/0.9 asks.
	 */
	private static final Pattern TARGET = Pattern.compile("[\\w\\-.~%!$&'()*+,;=:@/?]+");

	private static final List<String> HEADERS = List.of("Accept: text/html", "Accept: */*;q=0", "Accept: garbage",
			"Accept: application/json;q=2", "Accept: application/problem+json", "Accept: application/x-ndjson",
			"Accept: ", "Accept: application/json;charset=utf-16", "Accept-Charset: utf-16", "Accept-Encoding: gzip",
			"Accept-Language: xx-yy-zz-" + "q".repeat(500), "Expect: 100-continue", "Expect: something",
			"Range: bytes=0-1", "Range: bytes=9-1,x", "If-Match: \"x\"", "If-Modified-Since: yesterday",
			"X-HTTP-Method-Override: DELETE", "Cookie: a=\u00e9; =; $Version=1", "Authorization: Bearer x",
			"Authorization: Basic ???", "Upgrade: h2c", "Origin: null", "Origin: http://evil/\u00e9",
			"Access-Control-Request-Method: POST", "WebHook-Request-Origin: evil%0d%0aX-Injected: 1",
			"X-Forwarded-Host: [::1", "X-Forwarded-For: ' OR 1=1", "Forwarded: for=\"", "Idempotency-Key: ",
			"Idempotency-Key: \"\"", "Idempotency-Key: \u00e9", "Idempotency-Key: a\tb", "Idempotency-Key: fuzz-key",
			"Content-Language: x", "Content-Type: text/plain", "tracestate: ,,,=", "Connection: upgrade",
			"Idempotency-Key: " + "k".repeat(250), "Idempotency-Key: " + "k".repeat(300), "Date: never", "Te: trailers",
			"Trailer: x");

	/**
	 * What is refused before it is read, so that the answer can be lost.
	 */
	private static final int LARGE_HEAD = 6000;

	private final long seed;

	private final List<Sample> samples = Sample.all();

	Mutations(long seed) {
		this.seed = seed;
	}

	RawRequest request(int number) {
		SplittableRandom random = new SplittableRandom(this.seed * 1_000_003 + number);
		random.nextInt();
		RawRequest request = new RawRequest(number, this.samples.get(random.nextInt(this.samples.size())));
		request.headers.add("Host: localhost");
		request.headers.add("Connection: close");
		request.headers.add("traceparent: " + traceparent(number));
		request.halfClosed = random.nextBoolean();
		int mutations = random.nextInt(1, 4);
		for (int i = 0; i < mutations; i++) {
			mutate(request, random);
		}
		request.hopeless |= request.headSize() > LARGE_HEAD || !TARGET.matcher(request.target).matches();
		request.halfClosed |= request.hopeless;
		return request;
	}

	/**
	 * Returns the trace of a request, by which its records are known.
	 */
	String traceparent(int number) {
		return "00-%s%016x-00f067aa0ba902b7-01".formatted(run(), number + 1);
	}

	/**
	 * Returns what the traces of all requests begin with.
	 */
	String run() {
		return "%016x".formatted(new SplittableRandom(this.seed).nextLong() | 1).toLowerCase(Locale.ROOT);
	}

	private static void mutate(RawRequest request, SplittableRandom random) {
		int kind = random.nextInt(100);
		if (kind < 40) {
			request.mutations.add("json");
			new BodyMutations(random).json(request);
		}
		else if (kind < 52) {
			request.mutations.add("bytes");
			new BodyMutations(random).bytes(request);
		}
		else if (kind < 58) {
			request.mutations.add("encoding");
			new BodyMutations(random).encoding(request);
		}
		else if (kind < 66) {
			request.mutations.add("content type");
			request.header("Content-Type", pick(CONTENT_TYPES, random));
		}
		else if (kind < 72) {
			request.mutations.add("attribute");
			request.headers.add(pick(ATTRIBUTES, random) + ": " + pick(VALUES, random));
		}
		else if (kind < 78) {
			request.mutations.add("header");
			request.headers.add(pick(HEADERS, random));
		}
		else if (kind < 84) {
			request.mutations.add("query");
			request.query(pick(QUERIES, random));
		}
		else if (kind < 90) {
			request.mutations.add("path");
			path(request, random);
		}
		else if (kind < 93) {
			request.mutations.add("method");
			request.method = pick(METHODS, random);
		}
		else if (kind < 95) {
			request.mutations.add("trace");
			request.marked = false;
			request.header("traceparent", pick(VALUES, random));
		}
		else {
			request.mutations.add("wire");
			new WireMutations(random).wire(request);
		}
	}

	private static void path(RawRequest request, SplittableRandom random) {
		if (random.nextInt(3) == 0) {
			request.target = pick(ELSEWHERE, random);
			return;
		}
		int at = random.nextInt(request.target.length() + 1);
		String piece = pick(PATHS, random);
		request.target = random.nextBoolean() ? request.target + piece
				: request.target.substring(0, at) + piece + request.target.substring(at);
	}

	private static <T> T pick(List<T> list, SplittableRandom random) {
		return list.get(random.nextInt(list.size()));
	}

}
