package io.ackline.producer.kafkarest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.ackline.producer.cluster.ClusterAdmin;
import io.ackline.producer.security.Caller;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.Topics;
import io.ackline.producer.web.Arrival;
import io.ackline.producer.web.BodyMemory;
import io.ackline.producer.web.BrokenBody;
import io.ackline.producer.web.ContentEncoding;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemResponses;
import io.ackline.producer.web.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Kafka REST v2 for the declared topics. Records are answered one by one inside of a 200,
 * as its clients expect.
 */
@RestController
@RequestMapping(path = "/topics",
		produces = { KafkaRestController.V2, KafkaRestController.ANY_VERSION, MediaType.APPLICATION_JSON_VALUE })
class KafkaRestController {

	static final String V2 = "application/vnd.kafka.v2+json";

	static final String ANY_VERSION = "application/vnd.kafka+json";

	private final Topics topics;

	private final RecordWriter writer;

	private final ClusterAdmin cluster;

	private final KafkaRestProblems problems;

	private final BodyMemory memory;

	private final RecordsJson json;

	private final int maxBodySize;

	KafkaRestController(Topics topics, RecordWriter writer, ClusterAdmin cluster, KafkaRestProblems problems,
			BodyMemory memory, RecordsJson json, KafkaRestProperties properties) {
		memory.requireRoom(properties.maxBodySize().toBytes(), "ackline.kafka-rest.max-body-size");
		this.memory = memory;
		this.json = json;
		this.problems = problems;
		this.topics = topics;
		this.writer = writer;
		this.cluster = cluster;
		this.maxBodySize = (int) properties.maxBodySize().toBytes();
	}

	@GetMapping
	List<String> topics() {
		return this.topics.all().stream().map(Topic::name).toList();
	}

	@GetMapping("/{topic}")
	RestTopic topic(@PathVariable("topic") String name) {
		List<String> names = List.of(declared(name).name());
		TopicDescription description = this.cluster.describe(names).get(name);
		if (description == null) {
			throw new KafkaRestError(HttpStatus.NOT_FOUND, "Topic '%s' does not exist.".formatted(name));
		}
		return RestTopic.of(description, this.cluster.settings(names).getOrDefault(name, Map.of()));
	}

	@PostMapping("/{topic}")
	CompletableFuture<ResponseEntity<Object>> produce(@PathVariable("topic") String name,
			@RequestParam(name = "async", defaultValue = "false") boolean async, HttpServletRequest request,
			Caller caller) throws IOException {
		caller.admit();
		caller.requireTopic(name);
		return produce(name, null, async, request, caller);
	}

	@PostMapping("/{topic}/partitions/{partition}")
	CompletableFuture<ResponseEntity<Object>> produce(@PathVariable("topic") String name,
			@PathVariable("partition") int partition,
			@RequestParam(name = "async", defaultValue = "false") boolean async, HttpServletRequest request,
			Caller caller) throws IOException {
		caller.admit();
		caller.requireTopic(name);
		if (partition < 0 || partition >= this.writer.partitions(declared(name))) {
			throw new KafkaRestError(HttpStatus.NOT_FOUND,
					"Topic '%s' has no partition %d.".formatted(name, partition));
		}
		return produce(name, Integer.valueOf(partition), async, request, caller);
	}

	private CompletableFuture<ResponseEntity<Object>> produce(String name, @Nullable Integer partition, boolean async,
			HttpServletRequest request, Caller caller) throws IOException {
		EmbeddedFormat format = EmbeddedFormat.of(request.getContentType());
		Topic topic = declared(name);
		byte[] body = body(request);
		long received = Arrival.of(request).complete();
		List<ProducerRecord<byte[], byte[]>> records = new ProduceRequest(this.json, name, partition, format)
			.read(body);
		caller.charge(records.size() - 1);
		TraceContext trace = TraceContext.of(request);
		records.forEach((kafkaRecord) -> trace.addTo(kafkaRecord.headers()));
		List<CompletableFuture<RecordResult>> results = records.stream()
			.map((kafkaRecord) -> this.writer.write(topic, kafkaRecord, received))
			.toList();
		if (async) {
			return CompletableFuture.completedFuture(ResponseEntity.noContent().build());
		}
		return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
			.thenApply((settled) -> ResponseEntity
				.ok(new Offsets(results.stream().map(CompletableFuture::join).toList())));
	}

	private Topic declared(String name) {
		Topic topic = this.topics.find(name);
		if (topic == null) {
			throw new KafkaRestError(HttpStatus.NOT_FOUND,
					"Topic '%s' is not declared. Declared are: %s.".formatted(name, this.topics.describeNames()));
		}
		return topic;
	}

	private byte[] body(HttpServletRequest request) throws IOException {
		ContentEncoding encoding = ContentEncoding.of(request);
		long length = (encoding == ContentEncoding.IDENTITY) ? request.getContentLengthLong() : -1;
		if (length > this.maxBodySize) {
			throw tooLarge();
		}
		try {
			InputStream in = this.memory.metered(request, encoding.decode(request.getInputStream()), length);
			byte[] body = in.readNBytes(this.maxBodySize);
			if (body.length < this.maxBodySize || in.read() == -1) {
				return body;
			}
		}
		catch (IOException ex) {
			throw BrokenBody.of(ex);
		}
		throw tooLarge();
	}

	private KafkaRestError tooLarge() {
		return new KafkaRestError(HttpStatus.CONTENT_TOO_LARGE,
				"The body has more than %d bytes (ackline.kafka-rest.max-body-size).".formatted(this.maxBodySize));
	}

	@ExceptionHandler
	ResponseEntity<Object> error(KafkaRestError error) {
		return ResponseEntity.status(error.status()).contentType(MediaType.valueOf(V2)).body(error.body());
	}

	@ExceptionHandler
	ResponseEntity<Object> problem(ProblemException ex) {
		return ProblemResponses.withStatus(ex.problem().status(), ex.problem().retryAfterSeconds())
			.contentType(this.problems.contentType())
			.body(this.problems.body(ex.problem()));
	}

	@ExceptionHandler
	ResponseEntity<Object> unavailable(KafkaException ex) {
		return error(new KafkaRestError(HttpStatus.SERVICE_UNAVAILABLE,
				"Kafka does not answer: " + String.valueOf(ex.getMessage())));
	}

	/**
	 * What became of the records.
	 *
	 * @param offsets the result of each, in the request's order
	 */
	record Offsets(List<RecordResult> offsets) {

	}

}
