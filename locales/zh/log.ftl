log-title = 意见答复记录
log-lead = 每条意见，连同主办机构的答复、改动的文字和提出人的评价。
log-filter = 搜索和筛选
log-words = 词语
log-draft = 草案
log-paragraph = 段落
log-decision = 处理结果
log-theme = 主题
log-all = 全部
log-undecided = 尚未答复
log-all-comments = 显示所有意见
log-nothing-found = 没有符合条件的意见。内容不公开的意见不能按词语、组别、区域或主题查找。
log-empty = 尚无公开的意见。
log-first = 返回开头
entry-title = 意见{ $reference }
entry-changes = 改动的文字
entry-text = 意见所针对的案文
entry-passage = 所引文段在草案第{ $number }稿中
passage-exact = 原文照录。
passage-moved = 原文照录，但在另一段落中。
passage-changed = 已作修改：
passage-gone = 已不在其中。
entry-earlier = 意见修改前的内容
paragraph-comments = { $n ->
    [0] 本文段没有公开的意见
   *[other] 对本文段有{ $n }条意见
}
consultation-loop = 从意见到修改
consultation-to-log = 阅读每条意见及其答复
consultation-comment = 阅读并提出意见
draft-published-open = { $n ->
   *[other] 本草案公布时，有{ $n }条针对以前各稿草案的意见没有答复。
}
log-more-filters = 更多筛选条件：草案、决定、类别、区域、专题
entry-review = 已有人请求复核此答复，须于{ $due }之前作出回应。
