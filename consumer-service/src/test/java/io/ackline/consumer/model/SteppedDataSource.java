package io.ackline.consumer.model;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connections that have an {@link Actor}'s thread stop before each statement, and before
 * and after each commit, and that fail there when they are told to.
 */
final class SteppedDataSource extends AbstractDataSource implements AutoCloseable {

	static final String COMMIT = "commit";

	private static final Set<String> HARMLESS = Set.of("close", "rollback", "setAutoCommit", "isClosed",
			"getAutoCommit", "isReadOnly", "setReadOnly", "hashCode", "equals", "toString", "clearWarnings");

	private final Database database;

	private final DataSource sessions;

	private final Deque<Session> free = new ArrayDeque<>();

	SteppedDataSource(Database database) {
		this.database = database;
		this.sessions = database.sessions();
	}

	@Override
	public Connection getConnection() throws SQLException {
		Actor actor = Actor.current();
		if (actor == null) {
			return this.sessions.getConnection();
		}
		actor.check();
		Session session = take();
		actor.opened(session);
		return proxy(Connection.class, new SteppedConnection(actor, session));
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		return getConnection();
	}

	private Session take() throws SQLException {
		synchronized (this.free) {
			if (!this.free.isEmpty()) {
				return this.free.pop();
			}
		}
		return new Session(this.sessions.getConnection());
	}

	private void give(Session session) throws SQLException {
		if (!session.isUsable()) {
			session.connection().close();
			return;
		}
		synchronized (this.free) {
			this.free.push(session);
		}
	}

	@Override
	public void close() throws SQLException {
		for (Session session : this.free) {
			session.connection().close();
		}
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	private static Object invoke(Actor actor, Object target, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			actor.check();
			throw ex.getCause();
		}
	}

	private Object execute(Actor actor, Session session, Object target, Method method, Object[] arguments, Fault fault)
			throws Throwable {
		Object result = invoke(actor, target, method, arguments);
		if (session.connection().getAutoCommit() || method.getName().equals(COMMIT)) {
			this.database.changed();
		}
		if (fault == Fault.ANSWER_LOST) {
			this.database.end(session);
			throw new SQLException("The connection broke before the answer was there", "08006");
		}
		return result;
	}

	/**
	 * A connection in an actor's hands.
	 */
	private final class SteppedConnection implements InvocationHandler {

		private final Actor actor;

		private final Session session;

		private boolean closed;

		SteppedConnection(Actor actor, Session session) {
			this.actor = actor;
			this.session = session;
		}

		@Override
		public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
			if (method.getName().equals("close")) {
				close();
				return null;
			}
			if (this.actor.isCrashed() && HARMLESS.contains(method.getName())) {
				return (method.getReturnType() == boolean.class) ? Boolean.FALSE : null;
			}
			return switch (method.getName()) {
				case "commit" -> commit(method, arguments);
				case "prepareStatement" -> proxy(PreparedStatement.class,
						new SteppedStatement(this.actor, this.session, call(method, arguments), (String) arguments[0]));
				case "createStatement" ->
					proxy(Statement.class, new SteppedStatement(this.actor, this.session, call(method, arguments), ""));
				case "setSavepoint", "releaseSavepoint" -> savepoint(method, arguments);
				default -> call(method, arguments);
			};
		}

		private Object call(Method method, Object[] arguments) throws Throwable {
			this.actor.check();
			return SteppedDataSource.invoke(this.actor, this.session.connection(), method, arguments);
		}

		private Object savepoint(Method method, Object[] arguments) throws Throwable {
			this.actor.stop(method.getName());
			return call(method, arguments);
		}

		private Object commit(Method method, Object[] arguments) throws Throwable {
			Fault fault = this.actor.stop(COMMIT);
			Object result = SteppedDataSource.this.execute(this.actor, this.session, this.session.connection(), method,
					arguments, fault);
			this.actor.stop("go on after the commit");
			return result;
		}

		private void close() throws SQLException {
			if (!this.closed) {
				this.closed = true;
				this.actor.closed(this.session);
				give(this.session);
			}
		}

	}

	/**
	 * A statement in an actor's hands.
	 */
	private final class SteppedStatement implements InvocationHandler {

		private final Actor actor;

		private final Session session;

		private final Object target;

		private final String sql;

		SteppedStatement(Actor actor, Session session, Object target, String sql) {
			this.actor = actor;
			this.session = session;
			this.target = target;
			this.sql = sql;
		}

		@Override
		public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
			if (!method.getName().startsWith("execute")) {
				return SteppedDataSource.invoke(this.actor, this.target, method, arguments);
			}
			String text = (arguments != null && arguments.length > 0) ? (String) arguments[0] : this.sql;
			Fault fault = this.actor.stop(text.replaceAll("\\s+", " "));
			Object result = SteppedDataSource.this.execute(this.actor, this.session, this.target, method, arguments,
					fault);
			if (this.session.connection().getAutoCommit() && !text.startsWith("select")) {
				this.actor.stop("go on after the statement");
			}
			return result;
		}

	}

}
