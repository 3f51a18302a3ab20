package io.ackline.cluster.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.ackline.cluster.process.ChildSpec;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Command;
import io.ackline.cluster.process.LogFile;
import io.ackline.cluster.process.Signal;

/**
 * A PostgreSQL server of a cluster's directory: durable (it forgets nothing that it has
 * committed when it is killed), on one address only, and a child of ours from its first
 * process on, which {@code pg_ctl} would not make it.
 */
public final class PostgresServer {

	public static final String NAME = "postgres";

	public static final String USER = "ackline";

	public static final String PASSWORD = "ackline";

	public static final String DATABASE = "ackline";

	/**
	 * Whoever reaches the one address has to know the password.
	 */
	private static final String ADMISSION = "host all all all scram-sha-256\n";

	private final Path home = PostgresBinaries.unpacked();

	private final Path data;

	private final Path log;

	private final String host;

	private final int port;

	/**
	 * Creates a server that is not started yet.
	 * @param directory the cluster's
	 * @param host the address that it listens on
	 */
	public PostgresServer(Path directory, String host, int port) {
		this.data = directory.resolve("data").resolve(NAME);
		this.log = directory.resolve("logs").resolve(NAME + ".log");
		this.host = host;
		this.port = port;
	}

	/**
	 * Makes the data folder if there is none, and describes the server on it. To be
	 * called before each start, while no server runs on that folder.
	 */
	public ChildSpec prepare() {
		try {
			Files.createDirectories(this.log.getParent());
			if (!Files.isDirectory(this.data)) {
				initialize();
			}
			Files.writeString(this.data.resolve("pg_hba.conf"), ADMISSION);
			// A killed server leaves its process id, which by now may be somebody else's.
			Files.deleteIfExists(this.data.resolve("postmaster.pid"));
			List<String> program = new ArrayList<>(List.of(program("postgres"), "-D", this.data.toString()));
			settings().forEach((name, value) -> program.addAll(List.of("-c", name + "=" + value)));
			return new ChildSpec(NAME, new Command(unprivileged(), program), Map.of(), this.data, this.log, Signal.INT,
					Duration.ofSeconds(15));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("PostgreSQL's folder " + this.data + " cannot be prepared", ex);
		}
	}

	public int port() {
		return this.port;
	}

	public String jdbcUrl(String database) {
		return "jdbc:postgresql://" + this.host + ":" + this.port + "/" + database;
	}

	/**
	 * Returns whether the server lets its user in; makes the user's database if it is not
	 * there.
	 */
	public boolean accepts() {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			try (ResultSet found = statement
				.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
				if (found.next()) {
					return true;
				}
			}
			statement.execute("CREATE DATABASE " + DATABASE);
			return true;
		}
		catch (SQLException ex) {
			return false;
		}
	}

	/**
	 * Creates an empty database and returns its JDBC URL.
	 * @param name letters, digits and underscores
	 */
	public String createDatabase(String name) {
		if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]{0,62}")) {
			throw new IllegalArgumentException(
					"A database is named by up to 63 letters, digits and underscores, not '" + name + "'");
		}
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE \"" + name + "\"");
			return jdbcUrl(name);
		}
		catch (SQLException ex) {
			throw new ClusterFailure("PostgreSQL created no database " + name + ": " + ex.getMessage(), ex);
		}
	}

	private Connection connect() throws SQLException {
		Properties properties = new Properties();
		properties.setProperty("user", USER);
		properties.setProperty("password", PASSWORD);
		properties.setProperty("connectTimeout", "2");
		properties.setProperty("socketTimeout", "10");
		return DriverManager.getConnection(jdbcUrl("postgres"), properties);
	}

	private Map<String, String> settings() {
		return Map.of("listen_addresses", this.host, "port", Integer.toString(this.port), "unix_socket_directories", "",
				"fsync", "on", "synchronous_commit", "on", "full_page_writes", "on",
				// Nothing stays in /dev/shm when the server is killed.
				"dynamic_shared_memory_type", "mmap", "log_timezone", "UTC", "timezone", "UTC");
	}

	/**
	 * Makes the data folder aside and moves it into place whole.
	 */
	private void initialize() throws IOException {
		Path draft = Files.createTempDirectory(Files.createDirectories(this.data.getParent()), "postgres.new.");
		Path secret = Files.createTempFile("ackline", ".secret");
		try {
			Files.writeString(secret, PASSWORD);
			List<String> line = new ArrayList<>(unprivileged());
			line.addAll(List.of(program("initdb"), "--pgdata", draft.toString(), "--username", USER, "--pwfile",
					secret.toString(), "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale-provider", "builtin",
					"--locale", "C.UTF-8", "--data-checksums"));
			int status = new ProcessBuilder(line).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
				.start()
				.waitFor();
			if (status != 0) {
				throw new ClusterFailure("PostgreSQL's initdb failed (exit status " + status + "). Its log, " + this.log
						+ ", ends with:\n  " + String.join("\n  ", new LogFile(this.log).tail(12)));
			}
			Files.move(draft, this.data, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterFailure("Interrupted while PostgreSQL made its data folder", ex);
		}
		finally {
			Files.delete(secret);
		}
	}

	private String program(String name) {
		return this.home.resolve("bin").resolve(name).toString();
	}

	/**
	 * PostgreSQL refuses to run as root. In a user namespace of its own it is nobody, and
	 * still owns its files.
	 */
	private static List<String> unprivileged() throws IOException {
		if (!System.getProperty("user.name").equals("root")) {
			return List.of();
		}
		List<String> wrapper = List.of("unshare", "--user", "--");
		List<String> trial = new ArrayList<>(wrapper);
		trial.add("true");
		try {
			if (new ProcessBuilder(trial).start().waitFor() == 0) {
				return wrapper;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new ClusterFailure(
				"PostgreSQL does not run as root, and this system gives it no user namespace of its own: "
						+ "run this as another user");
	}

}
