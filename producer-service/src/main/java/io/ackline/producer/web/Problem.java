package io.ackline.producer.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why an event was not acknowledged, as a
 * <a href= "https://www.rfc-editor.org/rfc/rfc9457">problem detail</a>.
 *
 * @param type a URI that stays the same for a kind of problem
 * @param title the kind of problem in words
 * @param status the HTTP status
 * @param detail what is wrong in this case
 * @param written whether the event may be on the topic
 * @param retryable whether the same request can succeed later
 * @param id the event's id, where it has one already, so that a retry can name it
 * @param source the event's source, where it has one already
 * @param errors what is wrong in the body, by place
 * @param retryAfterSeconds after how many seconds to try again, if that can help; the
 * {@code Retry-After} header
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, Written written, boolean retryable,
		@Nullable String id, @Nullable String source, List<Place> errors, @JsonIgnore long retryAfterSeconds) {

	/**
	 * Creates a problem.
	 */
	public Problem {
		errors = List.copyOf(errors);
	}

	/**
	 * Returns this problem of the event with the given identity, as far as it is known.
	 */
	public Problem of(@Nullable String id, @Nullable String source) {
		return new Problem(this.type, this.title, this.status, this.detail, this.written, this.retryable, id, source,
				this.errors, this.retryAfterSeconds);
	}

	/**
	 * Returns this problem with the time after which to try again.
	 */
	public Problem retryAfter(long seconds) {
		return new Problem(this.type, this.title, this.status, this.detail, this.written, this.retryable, this.id,
				this.source, this.errors, seconds);
	}

	/**
	 * Returns this problem with the places that are wrong.
	 */
	public Problem at(List<Place> errors) {
		return new Problem(this.type, this.title, this.status, this.detail, this.written, this.retryable, this.id,
				this.source, errors, this.retryAfterSeconds);
	}

	/**
	 * Returns this problem of a part of the body, at the given JSON Pointer.
	 */
	public Problem within(String pointer) {
		return at(this.errors.stream().map((place) -> new Place(pointer + place.pointer(), place.message())).toList());
	}

	/**
	 * Returns this problem with another detail.
	 */
	public Problem detailed(String detail) {
		return new Problem(this.type, this.title, this.status, detail, this.written, this.retryable, this.id,
				this.source, this.errors, this.retryAfterSeconds);
	}

	/**
	 * Something wrong at one place of the body.
	 *
	 * @param pointer the place as a JSON Pointer
	 * @param message what is wrong there
	 */
	public record Place(String pointer, String message) {

	}

}
