queue-title = 意见
queue-steps = 待办事项
queue-all = 全部
queue-step-new = 待阅
queue-step-undecided = 未答复
queue-step-proposed = 待核准
queue-step-returned = 已退回
queue-step-approved = 已核准
queue-step-answered = 已答复
queue-step-asked = 已提问，尚无回复
queue-step-withheld = 不予公开
queue-step-contested = 有异议
queue-round = 草案第{ $draft }稿的轮次
queue-cleared = { $n ->
   *[other] { $n }条意见已阅，可以公开。
}
queue-waiting = { $n ->
   *[other] { $n }条意见待阅。
}
queue-publish-batch = 公开已阅意见
queue-approved = { $n ->
   *[other] { $n }项已核准的答复可以公布。
}
queue-publish-answers = 公布已核准的答复
queue-empty = 此处没有内容。
queue-seen = 我已阅看
queue-clear = 将勾选的意见标为已阅
comment-state-waiting = 待阅
comment-state-cleared = 已阅，尚未公开
comment-state-published = 已公开
comment-state-withheld = 不予公开
comment-state-withdrawn = 已撤回
comment-state-erased = 已彻底删除
answer-status-proposed = 待核准
answer-status-returned = 已退回
answer-status-approved = 已核准，尚未公布
answer-status-published = 已答复
answer-status-superseded = 已被取代
answer-proposed-by = { $name }提出
answer-approved-by = { $name }核准
answer-many = { $n ->
   *[other] 答复{ $n }条意见
}
answer-returned = 已退回：
answer-own = 这项答复由您提出，须由他人核准。
answer-approve = 核准
answer-send-back = 退回
answer-anew = 另提答复
answer-another-part = 答复的另一部分
answer-other-languages = 其他语文
answer-reason-in = 理由，所有人可见：
answer-private-in = 理由，仅提出人可见：
answer-propose = 提出此答复
desk-comment-said = 意见内容
desk-clear = 我已阅看，可以公开
desk-confirm = 确认发言者身份
desk-confirmed = 已确认：
desk-questions = 向提出人提问
desk-no-reply = 尚无回复。
desk-ask = 向提出人提问
desk-held = 不予公开
desk-hold = 不予公开
desk-lift = 解除限制
step-implementation = 将已采纳的意见与改动的文字关联
implementation-title = 草案第{ $number }稿：意见落实情况
implementation-lead = { $n ->
    [0] 每项已采纳的意见均已关联或作出说明。
   *[other] { $n }项已采纳的意见尚未与修改关联。
}
implementation-none = 没有需要落实的已采纳意见。
implementation-where = 由哪些改动的文段落实？
implementation-adopted = 所提文字的{ $percent }%已出现于此
implementation-others = 其他改动的文段
implementation-not = 未予落实
implementation-save = 保存
implementation-own = 这一关联由您建立，须由他人核对文字。
implementation-verify = 我已核对：这些文字落实了该意见
publication-open = { $n ->
   *[other] { $n }条针对以前各稿草案的意见没有已公布的答复
}
publication-lost = { $n ->
   *[other] 对上一草案的{ $n }条意见失去了所在位置。
}
publication-none-lost = 对上一草案的每条意见都保有其位置。
publication-lost-title = 失去位置的意见
publication-lost-lead = 这些意见仍与其所针对的草案相连，并在该处显示。公布前请逐一查看：如其段落只是移动了位置，请先更正其对应关系。
publication-lost-unpublished = 尚未公布的意见
publication-lost-paragraph = 其段落已删除
publication-lost-passage = 其引用的文段已不存在：
publication-lost-answered = 已答复
publication-lost-open = 尚未答复
publication-lost-more = 另有{ $n }条。
publication-all-answered = 针对以前各稿草案的每条意见均已答复
publication-acknowledge-open = { $n ->
   *[other] 虽有{ $n }条意见未答复，仍予公布；该数目将向读者显示。
}
rounds-publication = 意见经人员阅看后何时公开
publication-after_closing = 本轮截止之后
publication-in_batches = 征集期间：每批至少五份材料，每天至多一批
desk-contested = 意见提出人对此提出异议。
desk-private = 仅供意见提出人阅读的理由
desk-verdict = 意见提出人的评价：
