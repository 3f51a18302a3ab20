package io.ackline.cluster.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.jar.JarFile;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Folder;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once for each version into the user's cache folder.
 */
final class PostgresBinaries {

	private PostgresBinaries() {
	}

	/**
	 * Returns the folder that holds {@code bin}, {@code lib} and {@code share}.
	 */
	static Path unpacked() {
		String archive = "/postgres-" + platform() + ".txz";
		try (InputStream resource = PostgresBinaries.class.getResourceAsStream(archive)) {
			if (resource == null) {
				throw new ClusterFailure("There is no PostgreSQL for this machine (" + platform()
						+ "); there is one for Linux and macOS on x86_64 and arm64");
			}
			Path home = cache().resolve("postgres-" + platform() + "-" + version(archive));
			if (!Files.isDirectory(home)) {
				unpack(resource, home);
			}
			return home;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("PostgreSQL cannot be unpacked", ex);
		}
	}

	private static void unpack(InputStream archive, Path home) throws IOException {
		Path draft = Files.createTempDirectory(Files.createDirectories(home.getParent()), home.getFileName() + ".");
		Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
		try (TarArchiveInputStream tar = new TarArchiveInputStream(
				new XZInputStream(new BufferedInputStream(archive)))) {
			for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
				unpack(tar, entry, draft);
			}
		}
		try {
			Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (FileSystemException ex) {
			new Folder(draft).delete();
			// Another process was first; its copy is as good.
			if (!Files.isDirectory(home)) {
				throw ex;
			}
		}
	}

	private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
		Path file = folder.resolve(entry.getName()).normalize();
		if (!file.startsWith(folder)) {
			throw new IOException("The archive names " + entry.getName() + ", outside of its folder");
		}
		if (entry.isDirectory()) {
			Files.createDirectories(file);
			return;
		}
		Files.createDirectories(file.getParent());
		if (entry.isSymbolicLink()) {
			Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
			return;
		}
		Files.copy(tar, file);
		boolean executable = (entry.getMode() & 0100) != 0;
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
	}

	private static Path cache() {
		String configured = System.getenv("XDG_CACHE_HOME");
		Path base = (configured != null && !configured.isBlank()) ? Path.of(configured)
				: Path.of(System.getProperty("user.home"), ".cache");
		try {
			Path folder = Files.createDirectories(base.resolve("ackline"));
			if (Files.isWritable(folder)) {
				return folder;
			}
		}
		catch (IOException ex) {
			// A home that cannot be written to: the temporary folder will do.
		}
		return Path.of(System.getProperty("java.io.tmpdir"), "ackline-" + System.getProperty("user.name"));
	}

	/**
	 * Tells versions apart by the archive's checksum, which its jar carries.
	 */
	private static String version(String archive) throws IOException {
		URL location = Objects.requireNonNull(PostgresBinaries.class.getResource(archive));
		if (location.openConnection() instanceof JarURLConnection jar) {
			jar.setUseCaches(false);
			try (JarFile file = jar.getJarFile()) {
				return Long.toHexString(file.getEntry(archive.substring(1)).getCrc());
			}
		}
		return "unpacked";
	}

	private static String platform() {
		String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
		String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
		return system + "-" + processor;
	}

}
