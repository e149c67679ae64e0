/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Calls of many of the kernel's inlines, in forms that Linux 5.10 to 7.3 have in common: hundreds of
 * places whose chain is compared with what addr2line says of them.
 */
#include <linux/module.h>
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/cred.h>
#include <linux/dcache.h>
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/etherdevice.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/interrupt.h>
#include <linux/jump_label.h>
#include <linux/kref.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/pagemap.h>
#include <linux/pci.h>
#include <linux/percpu.h>
#include <linux/percpu-refcount.h>
#include <linux/pm_runtime.h>
#include <linux/rcupdate.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/seqlock.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <net/sock.h>

struct everything {
	struct page *page;
	struct page **pages;
	struct inode *inode;
	struct dentry *dentry;
	struct file *file;
	struct super_block *super;
	struct bio *bio;
	struct sk_buff *skb;
	struct net_device *net;
	struct napi_struct *napi;
	struct sock *sock;
	struct pci_dev *pci;
	struct device *device;
	struct mm_struct *mm;
	struct task_struct *task;
	struct percpu_ref *ref;
	struct kref kref;
	struct work_struct work;
	struct delayed_work delayed;
	struct srcu_struct *srcu;
	wait_queue_head_t queue;
	struct completion completion;
	struct mutex mutex;
	struct rw_semaphore semaphore;
	spinlock_t lock;
	rwlock_t rwlock;
	seqlock_t seqlock;
	int __percpu *counter;
	void __user *user;
	void *memory;
	size_t size;
	int number;
};

static void put(struct kref *kref)
{
	kfree(container_of(kref, struct everything, kref));
}

void sites_memory(struct everything *e);
void sites_memory(struct everything *e)
{
	get_page(e->page);
	put_page(e->page);
	e->memory = kmap_local_page(e->page);
	kunmap_local(e->memory);
	e->memory = kmap(e->page);
	kunmap(e->page);
	clear_highpage(e->page);
	copy_highpage(e->page, e->pages[0]);
	zero_user_segments(e->page, 0, 64, 0, 0);
	e->memory = kmalloc(e->size, GFP_KERNEL);
	kfree(e->memory);
	e->memory = kzalloc(64, GFP_ATOMIC);
	e->memory = kcalloc(e->size, 8, GFP_KERNEL);
	e->memory = kvmalloc(e->size, GFP_KERNEL);
	e->memory = kmalloc_array(e->size, 24, GFP_NOFS);
	e->memory = devm_kzalloc(e->device, e->size, GFP_KERNEL);
	e->memory = devm_kcalloc(e->device, e->size, 8, GFP_KERNEL);
	e->page = alloc_page(GFP_KERNEL);
	__free_page(e->page);
	mmget(e->mm);
	mmgrab(e->mm);
	mmdrop(e->mm);
	mmap_read_lock(e->mm);
	mmap_read_unlock(e->mm);
	mmap_write_lock(e->mm);
	mmap_write_unlock(e->mm);
}

void sites_locks(struct everything *e);
void sites_locks(struct everything *e)
{
	unsigned long flags;

	spin_lock(&e->lock);
	spin_unlock(&e->lock);
	spin_lock_irqsave(&e->lock, flags);
	spin_unlock_irqrestore(&e->lock, flags);
	spin_lock_bh(&e->lock);
	spin_unlock_bh(&e->lock);
	spin_lock_irq(&e->lock);
	spin_unlock_irq(&e->lock);
	e->number = spin_trylock(&e->lock);
	read_lock(&e->rwlock);
	read_unlock(&e->rwlock);
	write_lock_irqsave(&e->rwlock, flags);
	write_unlock_irqrestore(&e->rwlock, flags);
	write_lock_bh(&e->rwlock);
	write_unlock_bh(&e->rwlock);
	write_seqlock_irqsave(&e->seqlock, flags);
	write_sequnlock_irqrestore(&e->seqlock, flags);
	write_seqlock(&e->seqlock);
	write_sequnlock(&e->seqlock);
	e->number = read_seqbegin(&e->seqlock);
	mutex_lock(&e->mutex);
	mutex_unlock(&e->mutex);
	down_read(&e->semaphore);
	up_read(&e->semaphore);
	rcu_read_lock();
	rcu_read_unlock();
	rcu_read_lock_bh();
	rcu_read_unlock_bh();
	e->number = srcu_read_lock(e->srcu);
	srcu_read_unlock(e->srcu, e->number);
	preempt_disable();
	preempt_enable();
	local_bh_disable();
	local_bh_enable();
	this_cpu_inc(*e->counter);
	percpu_ref_get(e->ref);
	percpu_ref_put(e->ref);
	e->number = percpu_ref_tryget(e->ref);
	kref_get(&e->kref);
	kref_put(&e->kref, put);
}

void sites_files(struct everything *e);
void sites_files(struct everything *e)
{
	inode_lock(e->inode);
	inode_unlock(e->inode);
	inode_lock_shared(e->inode);
	inode_unlock_shared(e->inode);
	e->number = inode_trylock(e->inode);
	file_accessed(e->file);
	i_size_write(e->inode, e->size);
	mark_inode_dirty(e->inode);
	inc_nlink(e->inode);
	sb_start_write(e->super);
	sb_end_write(e->super);
	sb_start_pagefault(e->super);
	sb_end_pagefault(e->super);
	file_start_write(e->file);
	file_end_write(e->file);
	fput(get_file(e->file));
	dput(dget(e->dentry));
	lock_page(e->page);
	unlock_page(e->page);
	SetPageUptodate(e->page);
	ClearPageDirty(e->page);
	wait_on_page_writeback(e->page);
	bio_put(e->bio);
	submit_bio(e->bio);
	put_cred(get_cred(current_cred()));
	e->number = copy_from_user(e->memory, e->user, e->size);
	e->number = copy_to_user(e->user, e->memory, e->size);
	e->number = get_user(e->number, (int __user *)e->user);
	e->number = put_user(e->number, (int __user *)e->user);
}

void sites_net(struct everything *e);
void sites_net(struct everything *e)
{
	netif_start_queue(e->net);
	netif_stop_queue(e->net);
	netif_wake_queue(e->net);
	netif_tx_lock_bh(e->net);
	netif_tx_unlock_bh(e->net);
	netif_tx_disable(e->net);
	napi_schedule(e->napi);
	dev_hold(e->net);
	dev_put(e->net);
	e->skb = dev_alloc_skb(e->size);
	e->skb = netdev_alloc_skb_ip_align(e->net, e->size);
	skb_queue_tail(&e->sock->sk_receive_queue, e->skb);
	dev_kfree_skb_any(e->skb);
	e->number = skb_linearize(e->skb);
	e->number = skb_cow(e->skb, 16);
	e->number = skb_padto(e->skb, 60);
	eth_hw_addr_random(e->net);
	sock_hold(e->sock);
	sock_put(e->sock);
	lock_sock(e->sock);
	release_sock(e->sock);
	e->number = dma_map_single(e->device, e->memory, e->size, DMA_TO_DEVICE);
	dma_unmap_single(e->device, e->number, e->size, DMA_TO_DEVICE);
	e->memory = dma_alloc_coherent(e->device, e->size, (dma_addr_t *)e->memory,
				       GFP_KERNEL);
	pm_runtime_get_noresume(e->device);
	e->number = pm_runtime_get_sync(e->device);
	pm_runtime_put_noidle(e->device);
	e->number = pci_enable_msi(e->pci);
	pci_dev_put(pci_dev_get(e->pci));
}

void sites_work(struct everything *e);
void sites_work(struct everything *e)
{
	schedule_work(&e->work);
	schedule_delayed_work(&e->delayed, HZ);
	wake_up(&e->queue);
	wait_event(e->queue, READ_ONCE(e->number));
	e->number = wait_event_interruptible(e->queue, READ_ONCE(e->number));
	complete(&e->completion);
	wait_for_completion(&e->completion);
	msleep(20);
	udelay(5);
	e->number = signal_pending(e->task);
	get_task_struct(e->task);
	put_task_struct(e->task);
	e->number = ktime_to_ms(ktime_get());
	cond_resched();
}

MODULE_LICENSE("BSD");
