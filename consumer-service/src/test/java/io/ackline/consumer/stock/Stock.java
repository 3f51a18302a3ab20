package io.ackline.consumer.stock;

import io.ackline.consumer.handler.EventHandler;
import io.ackline.events.Event;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

@Component
record Stock(JdbcTemplate jdbc) implements EventHandler<Stock.Order> {

	@Override
	public String type() {
		return "order.placed";
	}

	@Override
	public void handle(Event event, Order order) {
		this.jdbc.update("update stock set reserved = reserved + ? where sku = ?", order.quantity(), order.sku());
	}

	record Order(String sku, int quantity) {
	}

}
