package io.ackline.workbench.machine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.ackline.cluster.process.ClusterFailure;
import org.jspecify.annotations.Nullable;

/**
 * A network interface that gives back what is sent to it, later, and not all of it: what
 * {@code tc} does with netem, a module that not every kernel has, and that nobody can
 * load in a namespace.
 */
final class SlowLink {

	private static final int READ_WRITE = 2;

	private static final long TUNSETIFF = 0x400454caL;

	private static final short PLAIN_PACKETS = 0x1001;

	private static final int REQUEST = 40;

	private static final int NAME = 16;

	private static final int LARGEST = 65_536;

	private final BlockingQueue<Packet> underWay = new LinkedBlockingQueue<>();

	private final String name;

	private final int device;

	private final Duration delay;

	private final double loss;

	private @Nullable Thread giving;

	private SlowLink(String name, int device, Duration delay, double loss) {
		this.name = name;
		this.device = device;
		this.delay = delay;
		this.loss = loss;
	}

	/**
	 * Returns whether there can be one.
	 */
	static boolean isPossible() {
		try {
			Kernel.CALLS.close(Kernel.CALLS.open("/dev/net/tun", READ_WRITE));
			return true;
		}
		catch (LastErrorException | UnsatisfiedLinkError ex) {
			return false;
		}
	}

	/**
	 * Makes an interface.
	 * @param delay how much later a packet comes back
	 * @param loss the share of packets that do not, 0 to 1
	 */
	static SlowLink open(String name, Duration delay, double loss) {
		try {
			int device = Kernel.CALLS.open("/dev/net/tun", READ_WRITE);
			ByteBuffer request = ByteBuffer.allocate(REQUEST).order(ByteOrder.nativeOrder());
			request.put(name.getBytes(StandardCharsets.US_ASCII)).putShort(NAME, PLAIN_PACKETS);
			Kernel.CALLS.ioctl(device, new NativeLong(TUNSETIFF), (Object) request.array());
			Tool.run("sh", "-c", "echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter");
			Tool.run("sh", "-c", "echo 0 > /proc/sys/net/ipv4/conf/" + name + "/rp_filter");
			Tool.run("ip", "link", "set", name, "up", "txqueuelen", "10000");
			SlowLink link = new SlowLink(name, device, delay, loss);
			link.giving = start(link::give, name + "-give");
			start(link::take, name + "-take");
			return link;
		}
		catch (LastErrorException ex) {
			throw new ClusterFailure("The kernel makes no interface %s: %s".formatted(name, ex.getMessage()), ex);
		}
	}

	private static Thread start(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private void take() {
		byte[] buffer = new byte[LARGEST];
		try {
			while (true) {
				int length = Kernel.CALLS.read(this.device, buffer, new NativeLong(LARGEST)).intValue();
				if (ThreadLocalRandom.current().nextDouble() >= this.loss) {
					this.underWay
						.add(new Packet(Arrays.copyOf(buffer, length), System.nanoTime() + this.delay.toNanos()));
				}
			}
		}
		catch (LastErrorException ex) {
			// The interface is gone.
		}
	}

	private void give() {
		try {
			while (true) {
				Packet packet = this.underWay.take();
				TimeUnit.NANOSECONDS.sleep(packet.dueAt - System.nanoTime());
				Kernel.CALLS.write(this.device, packet.content, new NativeLong(packet.content.length));
			}
		}
		catch (LastErrorException | InterruptedException ex) {
			// The interface is gone, and what was under way with it.
		}
	}

	/**
	 * Removes the interface. What is under way is lost.
	 */
	void close() {
		Tool.run("ip", "link", "delete", this.name);
		if (this.giving != null) {
			this.giving.interrupt();
		}
		Kernel.CALLS.close(this.device);
	}

	/**
	 * A packet and when it is due.
	 */
	private static final class Packet {

		private final byte[] content;

		private final long dueAt;

		private Packet(byte[] content, long dueAt) {
			this.content = content;
			this.dueAt = dueAt;
		}

	}

	/**
	 * What only the kernel can do.
	 */
	private interface Kernel extends Library {

		Kernel CALLS = Native.load("c", Kernel.class);

		int open(String path, int flags) throws LastErrorException;

		int ioctl(int device, NativeLong request, Object... arguments) throws LastErrorException;

		NativeLong read(int device, byte[] buffer, NativeLong length) throws LastErrorException;

		NativeLong write(int device, byte[] buffer, NativeLong length) throws LastErrorException;

		int close(int device) throws LastErrorException;

	}

}
