package io.ackline.producer.security;

import java.util.function.BooleanSupplier;

/**
 * Whoever sends a request where no callers are declared.
 */
enum Anybody implements Caller {

	INSTANCE;

	@Override
	public String source(String topic) {
		return "/ackline/" + topic;
	}

	@Override
	public void requireTopic(String topic) {
		// may write to all
	}

	@Override
	public void requireAdmin() {
		// may change all
	}

	@Override
	public void admit() {
		// has no limit
	}

	@Override
	public void charge(int events) {
		// has no limit
	}

	@Override
	public boolean awaitTurn(BooleanSupplier stop) {
		return true;
	}

	@Override
	public String requestsPerMinute() {
		return "*";
	}

}
